import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { looks } from '#db/schema/looks.ts'
import { may } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordMissing } from '../record-missing.ts'
import { type Look, readLooks } from './looks.ts'

/**
 * One look: the customer's own, or, for staff, the one they asked for.
 * @throws DomainError `not-found`, for anyone else's too
 */
export async function findLook(ctx: Ctx, tx: Tx, id: string): Promise<Look> {
  const { actor, subject } = ctx
  const own =
    actor.kind === 'staff' ? eq(looks.staffId, actor.staffId) : subject && eq(looks.customerId, subject)
  if (!own) throw notFound()
  return findAnyLook(tx, id, own)
}

/** One look, whoever asked for it: for those who answer for others' looks. @throws DomainError `not-found` */
export async function findAnyLook(tx: Tx, id: string, own?: ReturnType<typeof eq>): Promise<Look> {
  const [look] = await readLooks(tx, and(own, eq(looks.id, id)), 1)
  if (!look) throw notFound()
  return look
}

/** One look as a desk may find it: their own; for those who answer for others' looks, anyone's. @throws DomainError `not-found` */
export const findDeskLook = (ctx: Ctx, tx: Tx, id: string): Promise<Look> =>
  may(ctx, 'looks:oversee') ? findAnyLook(tx, id) : findLook(ctx, tx, id)

/** Does the work, and when it finds no such look, writes down that someone asked for it. */
export const recordMissingLook = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'look.not-found', objectId, work)
