import { and, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { looks } from '#db/schema/looks.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { allowedBy, clocked, readLooks } from './looks.ts'
import { isOpen, longestLifeSeconds, stateOf, untilOf } from './rules.ts'
import type { LookNoticeView } from './schema.ts'

/** The looks at the customer's pages that wait for an answer, are granted, or are running; newest first. */
export async function openLooks(ctx: Ctx, tx: Tx): Promise<LookNoticeView[]> {
  const since = new Date(ctx.now.getTime() - longestLifeSeconds * 1000)
  const recent = await readLooks(tx, and(eq(looks.customerId, requireSubject(ctx)), gt(looks.askedAt, since)))
  return recent.flatMap((look) => {
    const { id, kind, staffId, staffRole, minutes } = look.row
    const [state, until] = [stateOf(clocked(look), ctx.now), untilOf(clocked(look))]
    if (!until || !isOpen(state)) return []
    return [{ id, kind, state, staffId, staffRole, minutes, until, allowedBy: allowedBy(look) }]
  })
}
