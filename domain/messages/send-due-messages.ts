import { and, eq } from 'drizzle-orm'
import { claimDue, stillClaimed } from '#db/due.ts'
import { messages } from '#db/schema/messages.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'
import { bookkeep, change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { nextTry } from './next-try.ts'
import { type DueMessage, type MessageRow, openMessage } from './open-message.ts'
import type { MessageChannel } from './schema.ts'

export interface Sender {
  /** Whether texts stay readable for the demo's inbox after sending; a real sender's texts are erased. */
  keepsText: boolean
  /** @throws Undeliverable when it would be refused again; GivenBack; after any other error it is tried again. */
  send(message: DueMessage): Promise<void>
}

/** The gateway or mail server will never accept this message. */
export class Undeliverable extends Error {
  override name = 'Undeliverable'
}

/** The worker stops before the gateway or mail server has answered: the message is due again at once. */
export class GivenBack extends Error {
  override name = 'GivenBack'
}

const batch = 20
const leaseSeconds = 60
type Attempt = 'sent' | 'void' | 'refused' | 'again' | 'given-back'

/**
 * Sends the due messages of a channel. A message is claimed for a minute before it is sent, so many workers may run, and
 * when one dies another sends its messages: at least once, never silently lost. A batch is sent at the same time.
 * @param sender null when the channel has none; its messages are then void.
 * @returns the number of messages claimed.
 */
export const sendDueMessages = verb(
  'messages:send',
  async (ctx, channel: MessageChannel, sender: Sender | null): Promise<number> => {
    const where = and(eq(messages.state, 'due'), eq(messages.channel, channel))
    const claimed = await bookkeep(ctx, 'due-rows', (tx) =>
      claimDue(tx, messages, { now: ctx.now, leaseSeconds, where, limit: batch }),
    )
    const done = await Promise.allSettled(
      claimed.map(async (row) => {
        const own = { ...ctx, subject: row.customerId }
        await settle(own, row, await attempt(own, row, sender), sender?.keepsText ?? false)
      }),
    )
    for (const each of done) if (each.status === 'rejected') throw each.reason
    return claimed.length
  },
)

/** A message that cannot be unsealed counts as not accepted, so that it does not hold up others. */
async function attempt(ctx: Ctx, row: MessageRow, sender: Sender | null): Promise<Attempt> {
  if (!sender) return 'void'
  try {
    const message = await read(ctx, (tx) => openMessage(ctx, tx, row))
    if (!message) return 'void'
    await sender.send(message)
    return 'sent'
  } catch (error) {
    if (error instanceof GivenBack) return 'given-back'
    return error instanceof Undeliverable ? 'refused' : 'again'
  }
}

async function settle(ctx: Ctx, row: MessageRow, outcome: Attempt, keepsText: boolean): Promise<void> {
  const claimed = and(
    eq(messages.customerId, row.customerId),
    eq(messages.id, row.id),
    stillClaimed(messages, row),
  )
  const dueAt = outcome === 'given-back' ? ctx.now : outcome === 'again' ? nextTry(row, ctx.now) : null
  if (dueAt)
    return bookkeep(
      ctx,
      'due-rows',
      async (tx) => void (await tx.update(messages).set({ dueAt }).where(claimed)),
    )
  const state = outcome === 'sent' || outcome === 'void' ? outcome : 'failed'
  await change(ctx, async (tx) => {
    const erased = keepsText ? {} : { toSealed: null, paramsSealed: null }
    const sentAt = state === 'sent' ? ctx.now : null
    await tx
      .update(messages)
      .set({ state, sentAt, ...erased })
      .where(claimed)
    const { id: objectId, kind, channel } = row
    await record(ctx, tx, { action: `message.${state}`, objectId, detail: { kind, channel } })
  })
}
