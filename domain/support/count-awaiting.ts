import { and, eq, gt } from 'drizzle-orm'
import { looks } from '#db/schema/support.ts'
import type { Ctx } from '../context.ts'
import { forbidden } from '../errors.ts'
import { requirePermission } from '../permissions.ts'
import { read } from '../transaction.ts'
import { clocked, readLooks } from './looks.ts'
import { answerSeconds, stateOf } from './rules.ts'

/** How many looks without leave wait for the approval of the one who asks. */
export async function countAwaiting(ctx: Ctx): Promise<number> {
  requirePermission(ctx, 'looks:oversee')
  if (ctx.actor.kind !== 'staff') throw forbidden()
  const { staffId } = ctx.actor
  const since = new Date(ctx.now.getTime() - answerSeconds * 1000)
  const recent = and(gt(looks.askedAt, since), eq(looks.kind, 'break-glass'))
  const asked = await read(ctx, (tx) => readLooks(tx, recent))
  return asked.filter(
    (look) =>
      stateOf(clocked(look), ctx.now) === 'waiting' &&
      look.row.staffId !== staffId &&
      !look.steps.some(({ kind, actorId }) => kind === 'approved' && actorId === staffId),
  ).length
}
