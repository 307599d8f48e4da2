import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { MessageKind, messages } from '#db/schema/messages.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { isRefusal } from '../errors.ts'
import type { MessageChannel } from './schema.ts'

/** A message for a sender: its address, the kind of text and the values that fill it. */
export interface DueMessage {
  id: string
  kind: MessageKind
  channel: MessageChannel
  locale: Locale
  to: string
  params: Record<string, string>
}
export type MessageRow = typeof messages.$inferSelect

const paramsShape = z.record(z.string(), z.string())
/** Exactly one address, so that a value from a system can never become two addresses or a header. */
const singleAddress = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/

/**
 * Unseals a message of the context's subject. A code is sent to the number with which it was requested, a notice to the
 * number or address the bank holds now.
 * @returns null when it cannot be sent: there is no address, or the customer's key was destroyed.
 */
export async function openMessage(ctx: Ctx, tx: Tx, row: MessageRow): Promise<DueMessage | null> {
  const { channel } = row
  const [key, held] = await Promise.all([
    customerKey(ctx, tx).catch(nullWhereDestroyed),
    row.toSealed ? null : heldAddress(ctx, tx, channel),
  ])
  if (!key || !row.paramsSealed) return null
  const sealed = row.toSealed ? { value: row.toSealed, place: `messages:${row.id}:to` } : held
  if (!sealed) return null
  const to = openText(key, sealed.value, sealed.place)
  if (channel === 'email' && !singleAddress.test(to)) return null
  const params = paramsShape.parse(JSON.parse(openText(key, row.paramsSealed, `messages:${row.id}:params`)))
  return { id: row.id, kind: row.kind, channel, locale: row.locale, to, params }
}

async function heldAddress(ctx: Ctx, tx: Tx, channel: MessageChannel) {
  const field = channel === 'email' ? 'email' : 'phone'
  const [row] = await tx
    .select({ id: holdings.id, value: holdings.valueSealed })
    .from(holdings)
    .where(and(eq(holdings.customerId, requireSubject(ctx)), eq(holdings.field, field)))
  return row ? { value: row.value, place: `holdings:${row.id}:value` } : null
}

function nullWhereDestroyed(error: unknown): null {
  if (isRefusal(error, 'not-found')) return null
  throw error
}
