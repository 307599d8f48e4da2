import { and, desc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deletionSteps } from '#db/schema/deletions.ts'
import { requireSubject } from '../access.ts'
import { type FoundCase, findCase } from '../cases/find-case.ts'
import { groupOf } from '../cases/rules.ts'
import { refuseWhileOneWaits } from '../cases/send-text.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { conflict, locked } from '../errors.ts'
import { requireUnrelated } from '../measures/find-measure.ts'
import { recordMissing } from '../record-missing.ts'
import { lockRequests } from '../requests/lock-requests.ts'
import { isDuplicate } from '../transaction.ts'

export type DeletionStep = typeof deletionSteps.$inferSelect
type Kind = DeletionStep['kind']

/** The latest step of the deletion of a request; undefined before a proposal. */
export async function latestStep(ctx: Ctx, tx: Tx, caseId: string): Promise<DeletionStep | undefined> {
  const [step] = await tx
    .select()
    .from(deletionSteps)
    .where(and(eq(deletionSteps.customerId, requireSubject(ctx)), eq(deletionSteps.caseId, caseId)))
    .orderBy(desc(deletionSteps.number))
    .limit(1)
  return step
}

/**
 * A request for deletion on which the desk may decide, by a member of staff who has nothing to do with its customer.
 * @throws DomainError `not-found`; `conflict` while a colleague's text waits to leave and when another step came first;
 *   `locked` for another kind of request, one
 *   that is over or waits for its customer, and for oneself or a relative
 */
export async function findToDecide(
  ctx: CtxBy<'staff'>,
  tx: Tx,
  { caseId, lastStep }: { caseId: string; lastStep: number },
): Promise<FoundCase> {
  await lockRequests(ctx, tx)
  // A text that leaves meanwhile is a step by the time the request is read.
  await refuseWhileOneWaits(ctx, tx, caseId)
  const found = await findCase(ctx, tx, 'request', caseId)
  if (found.row.kind !== 'deletion') throw locked('deletion.other-kind')
  if (groupOf(found.last.state) !== 'open') throw locked('deletion.request-over')
  if (found.last.state === 'waiting-customer') throw locked('deletion.waits-customer')
  if (found.last.number !== lastStep) throw conflict()
  await requireUnrelated(tx, ctx.actor.staffId, requireSubject(ctx))
  return found
}

/** Writes the next step. @throws DomainError `conflict` when a colleague was first */
export async function writeDeletionStep(
  ctx: CtxBy<'staff'>,
  tx: Tx,
  {
    caseId,
    kind,
    proposedBy,
    after,
  }: { caseId: string; kind: Kind; proposedBy: string; after: DeletionStep | undefined },
): Promise<void> {
  const number = (after?.number ?? 0) + 1
  const { staffId } = ctx.actor
  await tx
    .insert(deletionSteps)
    .values({ customerId: requireSubject(ctx), caseId, number, kind, proposedBy, staffId, at: ctx.now })
    .catch((error: unknown) => {
      throw isDuplicate(error) ? conflict() : error
    })
}

/** Does the work; when the request is not found, leaves a trace that an actor asked for it. */
export const recordMissingDeletion = <T>(ctx: Ctx, caseId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'request.not-found', caseId, work)
