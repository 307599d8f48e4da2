import type { KeyObject } from 'node:crypto'
import { and, desc, eq, inArray, max, min, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { type CaseType, isAnswer } from '#db/schema/case-codes.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { pausing } from './pauses.ts'
import type { CaseState } from './rules.ts'

/** A case of a list: its row, and where its steps have brought it. */
export type ReadCase = Awaited<ReturnType<typeof readCases>>[number]

/** The subject's cases of these types, newest change first, in one query. */
export const readCases = (ctx: Ctx, tx: Tx, types: readonly CaseType[]) =>
  tx
    .select({
      row: cases,
      state: sql<CaseState>`(array_agg(${caseSteps.state} order by ${caseSteps.number} desc))[1]`,
      changedAt: max(caseSteps.at),
      answeredAt: min(sql`case when ${isAnswer(caseSteps.kind)} then ${caseSteps.at} end`).mapWith(
        caseSteps.at,
      ),
      pausing,
      questionId: ofLastQuestion(caseSteps.id).mapWith(caseSteps.id),
      question: ofLastQuestion(caseSteps.textSealed).mapWith(caseSteps.textSealed),
    })
    .from(cases)
    .innerJoin(caseSteps, and(eq(caseSteps.customerId, cases.customerId), eq(caseSteps.caseId, cases.id)))
    .where(and(eq(cases.customerId, requireSubject(ctx)), inArray(cases.type, [...types])))
    .groupBy(cases.customerId, cases.id)
    .orderBy(desc(max(caseSteps.at)))

/** An expression over the latest step with which the bank asked the customer something. */
const ofLastQuestion = (column: AnyPgColumn): SQL =>
  sql`(array_agg(${column} order by ${caseSteps.number} desc)
    filter (where ${caseSteps.kind} = 'waiting-customer'))[1]`

/** The question the bank waits to have answered; null while it asks nothing. */
export const openQuestion = (key: KeyObject, { state, questionId, question }: ReadCase): string | null =>
  state === 'waiting-customer' && questionId && question
    ? openText(key, question, `complaint_steps:${questionId}:text`)
    : null
