import { and, desc, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import type { CaseType } from '#db/schema/case-codes.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordMissing } from '../record-missing.ts'
import { caseDeadline } from './case-deadline.ts'
import type { CaseState } from './rules.ts'

export type CaseRow = typeof cases.$inferSelect

/** A case with its state. */
export interface FoundCase {
  row: CaseRow
  last: { number: number; state: CaseState }
  /** The day until which a late answer was announced, as ISO date; null when none was. */
  delayedTo: string | null
  /** The last day for the answer, moved by what pauses there were; null while it is not known. */
  owedUntil: string | null
}

/**
 * One case of the subject, of the given type or of any, its last step, whether a delay was announced, and until when the answer is owed.
 * @throws DomainError `not-found`, also for another customer's case and for one of the other type
 */
export async function findCase(ctx: Ctx, tx: Tx, type: CaseType | null, id: string): Promise<FoundCase> {
  const own = eq(cases.customerId, requireSubject(ctx))
  const moves = tx
    .select({
      delayedTo: announcedDelay.as('delayed_to'),
      movedDueOn: lastMoved.as('last_moved'),
    })
    .from(caseSteps)
    .where(and(eq(caseSteps.customerId, requireSubject(ctx)), eq(caseSteps.caseId, id)))
    .as('moves')
  const [found] = await tx
    .select({
      row: cases,
      number: caseSteps.number,
      state: caseSteps.state,
      delayedTo: moves.delayedTo,
      movedDueOn: moves.movedDueOn,
    })
    .from(cases)
    .crossJoin(moves)
    .innerJoin(caseSteps, and(eq(caseSteps.customerId, cases.customerId), eq(caseSteps.caseId, cases.id)))
    .where(and(own, eq(cases.id, id), type ? eq(cases.type, type) : undefined))
    .orderBy(desc(caseSteps.number))
    .limit(1)
  if (!found) throw notFound()
  const { row, number, state, delayedTo, movedDueOn } = found
  const owedUntil = movedDueOn ?? caseDeadline(row)?.due ?? null
  return { row, last: { number, state }, delayedTo, owedUntil }
}

/** Over the steps of a case: the day until which a late answer was announced; null when none was. */
export const announcedDelay = sql<
  string | null
>`max(${caseSteps.dueOn}) filter (where ${caseSteps.kind} = 'extended')`.mapWith(caseSteps.dueOn)

/** Over the steps of a case: the last day to which a pause has moved its deadline; null when none has. */
export const lastMoved = sql<
  string | null
>`(array_agg(${caseSteps.movedDueOn} order by ${caseSteps.number} desc)
  filter (where ${caseSteps.movedDueOn} is not null))[1]`.mapWith(caseSteps.movedDueOn)

/** Does the work; when the case is not found, leaves a trace that an actor asked for it. */
export const recordMissingCase = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'complaint.not-found', objectId, work)
