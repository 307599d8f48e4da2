import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deletions } from '#db/schema/deletions.ts'
import { requireSubject } from '../access.ts'
import type { CaseRow } from '../cases/find-case.ts'
import { outcomeKinds, type StepKind } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'
import { locked } from '../errors.ts'

/** The approved deletion of a request; undefined where none is. */
export async function approvedDeletion(ctx: Ctx, tx: Tx, caseId: string) {
  const own = and(eq(deletions.customerId, requireSubject(ctx)), eq(deletions.id, caseId))
  const [row] = await tx.select().from(deletions).where(own)
  return row
}

/** Whether a word of the desk fulfils a request of this kind; a deletion is fulfilled by carrying it out. */
export const isFulfilledByHand = (kind: string): boolean => kind !== 'deletion'

/**
 * A request for deletion is answered by carrying it out. The desk can refuse it by hand until it is approved.
 * @throws DomainError `locked`
 */
export async function refuseAnswerByHand(ctx: Ctx, tx: Tx, row: CaseRow, kind: StepKind): Promise<void> {
  if (isFulfilledByHand(row.kind) || !outcomeKinds.some((one) => one === kind)) return
  if (kind !== 'refused') throw locked('deletion.by-plan')
  if (await approvedDeletion(ctx, tx, row.id)) throw locked('deletion.approved-already')
}
