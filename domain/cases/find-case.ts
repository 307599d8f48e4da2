import { and, desc, eq, max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps, cases } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordMissing } from '../record-missing.ts'
import type { CaseState } from './rules.ts'

export type CaseRow = typeof cases.$inferSelect

/** A complaint with its state. */
export interface FoundCase {
  row: CaseRow
  last: { number: number; state: CaseState }
  /** The day until which a late answer was announced, as ISO date; null when none was. */
  delayedTo: string | null
}

/**
 * One complaint of the subject, its last step, and whether a delay was announced.
 * @throws DomainError `not-found`, also for another customer's complaint
 */
export async function findCase(ctx: Ctx, tx: Tx, id: string): Promise<FoundCase> {
  const own = eq(cases.customerId, requireSubject(ctx))
  const delayed = tx
    .select({ dueOn: max(caseSteps.dueOn).as('delayed_to') })
    .from(caseSteps)
    .where(and(eq(caseSteps.customerId, requireSubject(ctx)), eq(caseSteps.caseId, id)))
    .as('delayed')
  const [found] = await tx
    .select({
      row: cases,
      number: caseSteps.number,
      state: caseSteps.state,
      delayedTo: delayed.dueOn,
    })
    .from(cases)
    .crossJoin(delayed)
    .innerJoin(
      caseSteps,
      and(
        eq(caseSteps.customerId, cases.customerId),
        eq(caseSteps.caseId, cases.id),
      ),
    )
    .where(and(own, eq(cases.id, id)))
    .orderBy(desc(caseSteps.number))
    .limit(1)
  if (!found) throw notFound()
  const { row, number, state, delayedTo } = found
  return { row, last: { number, state }, delayedTo }
}

/** Does the work; when the complaint is not found, writes an audit row that an actor asked for it. */
export const recordMissingComplaint = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'complaint.not-found', objectId, work)
