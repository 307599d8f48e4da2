import { and, desc, eq, max, min, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { CaseState } from '../cases/rules.ts'
import type { ComplaintSummary, ListedComplaint } from './schema.ts'
import { summarise } from './summarise.ts'

/** The customer's complaints: open ones by the last day for an answer, then the rest, newest change first. */
export const listComplaints = verb('complaints:list', (ctx): Promise<ListedComplaint[]> => {
  return read(ctx, (tx) => readComplaints(ctx, tx))
})

/** The same list, inside another verb's transaction. @param customersKey where it is read already */
export async function readComplaints(
  ctx: Ctx,
  tx: Tx,
  customersKey = customerKey(ctx, tx),
): Promise<ListedComplaint[]> {
  const customerId = requireSubject(ctx)
  const found = tx
    .select({
      row: cases,
      state: sql<CaseState>`(array_agg(${caseSteps.state} order by ${caseSteps.number} desc))[1]`,
      changedAt: max(caseSteps.at),
      answeredAt: min(
        sql`case when ${caseSteps.kind} = 'answered' then ${caseSteps.at} end`,
      ).mapWith(caseSteps.at),
      questionId: ofLastQuestion(caseSteps.id).mapWith(caseSteps.id),
      question: ofLastQuestion(caseSteps.textSealed).mapWith(caseSteps.textSealed),
    })
    .from(cases)
    .innerJoin(
      caseSteps,
      and(
        eq(caseSteps.customerId, cases.customerId),
        eq(caseSteps.caseId, cases.id),
      ),
    )
    .where(eq(cases.customerId, customerId))
    .groupBy(cases.customerId, cases.id)
    .orderBy(desc(max(caseSteps.at)))
  const [rows, key] = await Promise.all([found, customersKey])
  const summaries = rows.map(({ row, questionId, question, ...steps }) => ({
    ...summarise(ctx, key, row, steps),
    changedAt: steps.changedAt ?? row.receivedAt,
    about: row.aboutKind && row.aboutId ? { kind: row.aboutKind, id: row.aboutId } : null,
    question:
      steps.state === 'waiting-customer' && questionId && question
        ? openText(key, question, `complaint_steps:${questionId}:text`)
        : null,
  }))
  const [open, rest] = [summaries.filter(isOpen), summaries.filter((one) => !isOpen(one))]
  return [...open.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)), ...rest]
}

/** An expression over the latest step with which the bank asked the customer something. */
const ofLastQuestion = (column: AnyPgColumn) =>
  sql`(array_agg(${column} order by ${caseSteps.number} desc)
    filter (where ${caseSteps.kind} = 'waiting-customer'))[1]`

const isOpen = ({ group }: ComplaintSummary) => group === 'open'
