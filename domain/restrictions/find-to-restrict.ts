import type { Tx } from '#db/client.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { locked } from '../errors.ts'
import { conflictOfInterest } from '../looks/conflict-of-interest.ts'
import { findSearched } from '../looks/find-searched.ts'
import { recordMissing } from '../record-missing.ts'

/**
 * The customer whom a member of staff has just found, for a restriction.
 * @throws DomainError `not-found`; `locked` when the search is too old, for oneself and for a relative
 */
export async function findToRestrict(ctx: CtxBy<'staff'>, tx: Tx, searchId: string): Promise<string> {
  const customerId = await findSearched(ctx, tx, searchId)
  const why = await conflictOfInterest(tx, ctx.actor.staffId, customerId)
  if (why === 'look.oneself') throw locked('restriction.oneself')
  if (why === 'look.relative') throw locked('restriction.relative')
  return customerId
}

/** Does the work; when nothing is found by the search, writes an audit row that an actor asked for it. */
export const recordMissingRestriction = <T>(ctx: Ctx, searchId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'restriction.not-found', searchId, work)
