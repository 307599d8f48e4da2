import { and, eq, isNotNull, lt, max } from 'drizzle-orm'
import type { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { wake } from '#db/wake.ts'
import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { holdSubscription } from './hold-system.ts'
import { resendInput } from './schema.ts'

/** Positions follow the commits of events; events this much older may have a later position. */
const commitMs = 60 * 1000

/**
 * Resends the events from a moment or a position in the feed on to a subscription. What it had confirmed stays confirmed.
 * A few more events than asked for may be sent, never fewer.
 * @returns how many positions of the feed are sent again.
 * @throws DomainError `not-found`, `invalid`; `locked` when the subscription is disabled, has never been live, or has no deliveries
 *   since then
 */
export const resend = verb(
  'deliveries:oversee',
  resendInput,
  ({ now }, asked) =>
    asked.from === 'moment' && asked.at && asked.at > now ? [{ path: 'at', key: 'system.moment' }] : [],
  async (ctx, asked): Promise<{ places: number }> => {
    const { subscriptionId: id } = asked
    const places = await change(ctx, async (tx) => {
      const [held, madeUpTo] = await Promise.all([holdSubscription(tx, id), placeBefore(tx, asked)])
      if (held.state === 'disabled') throw locked('system.disabled')
      if (!held.liveSince) throw locked('system.draft')
      if (madeUpTo >= held.madeUpTo) throw locked('system.nothing-to-resend')
      await tx.update(subscriptions).set({ madeUpTo }).where(eq(subscriptions.id, id))
      const detail = { from: madeUpTo, to: held.madeUpTo }
      await record(ctx, tx, { action: 'subscription.resent', objectId: id, detail })
      return held.madeUpTo - madeUpTo
    })
    wake(ctx.db)
    return { places }
  },
)

/** The last position that is not sent again, searched backwards from the end of the feed. */
async function placeBefore(tx: Tx, asked: z.output<typeof resendInput>): Promise<number> {
  if (asked.from === 'position') return asked.position - 1
  const [before] = await tx
    .select({ position: max(events.position) })
    .from(events)
    .where(and(isNotNull(events.position), lt(events.at, new Date(asked.at.getTime() - commitMs))))
  return before?.position ?? 0
}
