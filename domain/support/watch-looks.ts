import { and, eq, gt } from 'drizzle-orm'
import { looks } from '#db/schema/support.ts'
import type { Ctx } from '../context.ts'
import { isStaffRole } from '../identity/staff-roles.ts'
import { requirePermission, requireSubject } from '../permissions.ts'
import { read } from '../transaction.ts'
import { clocked, readLooks } from './looks.ts'
import { stateOf, untilOf } from './rules.ts'
import type { LookNotice } from './schema.ts'

/** No look is open longer than this from being asked for. */
const longestLifeSeconds = 60 * 60

/** The looks at the customer's view that wait for their answer, are allowed, or are under way now; newest first. */
export async function watchLooks(ctx: Ctx): Promise<LookNotice[]> {
  requirePermission(ctx, 'looks:list')
  const since = new Date(ctx.now.getTime() - longestLifeSeconds * 1000)
  const own = and(eq(looks.customerId, requireSubject(ctx)), gt(looks.askedAt, since))
  const recent = await read(ctx, (tx) => readLooks(tx, own))
  return recent.flatMap((look) => {
    const { id, kind, staffId, staffRole, minutes } = look.row
    const state = stateOf(clocked(look), ctx.now)
    const until = untilOf(clocked(look))
    if (!until || !['waiting', 'granted', 'running'].includes(state)) return []
    const role = isStaffRole(staffRole) ? staffRole : 'agent'
    return [
      {
        id,
        kind: kind === 'break-glass' ? 'break-glass' : 'leave',
        state,
        staffId,
        staffRole: role,
        minutes,
        until,
      },
    ]
  })
}
