import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { looks } from '#db/schema/looks.ts'
import { may } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordMissing } from '../record-missing.ts'
import { type Look, readLooks } from './looks.ts'

/**
 * Reads one look: of the customer's own, or, for staff, of those they asked for.
 * @throws DomainError `not-found`, also for any other look
 */
export async function findLook(ctx: Ctx, tx: Tx, id: string): Promise<Look> {
  const { actor, subject } = ctx
  const own =
    actor.kind === 'staff' ? eq(looks.staffId, actor.staffId) : subject && eq(looks.customerId, subject)
  if (!own) throw notFound()
  return findAnyLook(tx, id, own)
}

/** Reads any look, for supervisors and officers. @throws DomainError `not-found` */
export async function findAnyLook(tx: Tx, id: string, own?: ReturnType<typeof eq>): Promise<Look> {
  const [look] = await readLooks(tx, and(own, eq(looks.id, id)), 1)
  if (!look) throw notFound()
  return look
}

/** Reads a look for staff: agents find their own, supervisors and officers any. @throws DomainError `not-found` */
export const findDeskLook = (ctx: Ctx, tx: Tx, id: string): Promise<Look> =>
  may(ctx, 'looks:oversee') ? findAnyLook(tx, id) : findLook(ctx, tx, id)

/** Does the work; when the look is not found, writes an audit row that an actor asked for it. */
export const recordMissingLook = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'look.not-found', objectId, work)
