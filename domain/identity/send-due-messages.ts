import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { messages } from '#db/schema/identity.ts'
import { record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { requirePermission } from '../permissions.ts'
import { bookkeep, change, read } from '../transaction.ts'
import { customerKey } from './customer-key.ts'

/** A message as its sender gets it: the number, the kind of text and what fills it. */
export interface DueMessage {
  id: string
  kind: string
  locale: string
  to: string
  params: Record<string, string>
}
export interface Sender {
  /** Keeps what was sent readable for the demo's inbox; a real gateway's texts are erased once sent. */
  keepsText: boolean
  /** @throws when the message was not accepted; it is tried again. */
  send(message: DueMessage): Promise<void>
}

const batch = 20
const leaseSeconds = 60
const maxAttempts = 5
const paramsShape = z.record(z.string(), z.string())
type Row = typeof messages.$inferSelect

/**
 * Sends what is due. A message is claimed for a minute before it is sent, so many workers may run, and one
 * that dies leaves it to the next: at least once, never silently lost.
 * @returns how many were taken up.
 */
export async function sendDueMessages(ctx: Ctx, sender: Sender): Promise<number> {
  requirePermission(ctx, 'messages:send')
  const claimed = await bookkeep(ctx, (tx) => claim(ctx, tx))
  for (const row of claimed) {
    const own = { ...ctx, subject: row.customerId }
    const message = await read(own, (tx) => openMessage(own, tx, row))
    const sent = message ? await attempt(sender, message) : false
    await change(own, (tx) => settle(own, tx, row, sent, sender.keepsText))
  }
  return claimed.length
}

function claim(ctx: Ctx, tx: Tx): Promise<Row[]> {
  const due = tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.state, 'due'), lte(messages.dueAt, ctx.now)))
    .orderBy(asc(messages.dueAt))
    .limit(batch)
    .for('update', { skipLocked: true })
  return tx
    .update(messages)
    .set({
      dueAt: new Date(ctx.now.getTime() + leaseSeconds * 1000),
      attempts: sql`${messages.attempts} + 1`,
    })
    .where(inArray(messages.id, due))
    .returning()
}

export async function openMessage(ctx: Ctx, tx: Tx, row: Row): Promise<DueMessage | null> {
  if (!row.toSealed || !row.paramsSealed) return null
  const key = await customerKey(ctx, tx)
  return {
    id: row.id,
    kind: row.kind,
    locale: row.locale,
    to: openText(key, row.toSealed, `messages:${row.id}:to`),
    params: paramsShape.parse(JSON.parse(openText(key, row.paramsSealed, `messages:${row.id}:params`))),
  }
}

const attempt = (sender: Sender, message: DueMessage): Promise<boolean> =>
  sender.send(message).then(
    () => true,
    () => false,
  )

async function settle(ctx: Ctx, tx: Tx, row: Row, sent: boolean, keepsText: boolean): Promise<void> {
  const over = sent || row.attempts >= maxAttempts
  await tx
    .update(messages)
    .set({
      state: sent ? 'sent' : over ? 'failed' : 'due',
      sentAt: sent ? ctx.now : null,
      ...(over && !keepsText ? { toSealed: null, paramsSealed: null } : {}),
    })
    .where(and(eq(messages.customerId, row.customerId), eq(messages.id, row.id)))
  await record(ctx, tx, {
    action: sent ? 'message.sent' : 'message.failed',
    objectId: row.id,
    detail: { kind: row.kind },
  })
}
