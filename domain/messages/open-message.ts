import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { messages } from '#db/schema/messages.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { isRefusal } from '../errors.ts'
import type { Channel } from './schema.ts'

/** A message as its sender gets it: where to, the kind of text and what fills it. */
export interface DueMessage {
  id: string
  kind: string
  channel: Channel
  locale: string
  to: string
  params: Record<string, string>
}
export type MessageRow = typeof messages.$inferSelect

const paramsShape = z.record(z.string(), z.string())
/** One address, so that what a system put there never becomes two, or a header. */
const singleAddress = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/

/**
 * Opens a message of the context's subject. A code goes to the number it was asked with, a notice to what the bank
 * holds now.
 * @returns null when there is no one to write to: no such address, or the customer's key was destroyed.
 */
export async function openMessage(ctx: Ctx, tx: Tx, row: MessageRow): Promise<DueMessage | null> {
  const channel = row.channel === 'email' ? 'email' : 'sms'
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

async function heldAddress(ctx: Ctx, tx: Tx, channel: Channel) {
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
