import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { messages } from '#db/schema/messages.ts'
import type { Ctx } from '../context.ts'
import { record } from '../record.ts'
import { bookkeep, change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { nextTry } from './next-try.ts'
import { type DueMessage, type MessageRow, openMessage } from './open-message.ts'
import type { Channel } from './schema.ts'

export interface Sender {
  /** Keeps what was sent readable for the demo's inbox; a real sender's texts are erased once sent. */
  keepsText: boolean
  /** @throws Undeliverable when it would be refused again; any other error, and it is tried again. */
  send(message: DueMessage): Promise<void>
}

/** Thrown by a sender whose other side will never take this message. */
export class Undeliverable extends Error {
  override name = 'Undeliverable'
}

const batch = 20
const leaseSeconds = 60
type Outcome = 'sent' | 'void' | 'refused' | 'again'

/**
 * Sends what is due on a channel. A message is claimed for a minute before it is sent, so many workers may run, and
 * one that dies leaves it to the next: at least once, never silently lost. Those of a batch go out together.
 * @param sender null where the channel has none: its messages are void then.
 * @returns how many were taken up.
 */
export const sendDueMessages = verb(
  'messages:send',
  async (ctx, channel: Channel, sender: Sender | null): Promise<number> => {
    const claimed = await bookkeep(ctx, 'due-rows', (tx) => claim(ctx, tx, channel))
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

function claim(ctx: Ctx, tx: Tx, channel: Channel): Promise<MessageRow[]> {
  const due = tx
    .select({ customerId: messages.customerId, id: messages.id })
    .from(messages)
    .where(and(eq(messages.state, 'due'), eq(messages.channel, channel), lte(messages.dueAt, ctx.now)))
    .orderBy(asc(messages.dueAt))
    .limit(batch)
    .for('update', { skipLocked: true })
  return tx
    .update(messages)
    .set({
      dueAt: new Date(ctx.now.getTime() + leaseSeconds * 1000),
      attempts: sql`${messages.attempts} + 1`,
    })
    .where(sql`(${messages.customerId}, ${messages.id}) in ${due}`)
    .returning()
}

/** One that cannot be opened counts as not accepted, so that it holds up no other. */
async function attempt(ctx: Ctx, row: MessageRow, sender: Sender | null): Promise<Outcome> {
  if (!sender) return 'void'
  try {
    const message = await read(ctx, (tx) => openMessage(ctx, tx, row))
    if (!message) return 'void'
    await sender.send(message)
    return 'sent'
  } catch (error) {
    return error instanceof Undeliverable ? 'refused' : 'again'
  }
}

async function settle(ctx: Ctx, row: MessageRow, outcome: Outcome, keepsText: boolean): Promise<void> {
  // Whoever took longer than the lease no longer decides: the count of attempts has moved on.
  const claimed = and(
    eq(messages.customerId, row.customerId),
    eq(messages.id, row.id),
    eq(messages.attempts, row.attempts),
  )
  const dueAt = outcome === 'again' ? nextTry(row, ctx.now) : null
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
