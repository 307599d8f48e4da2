import type { KeyObject } from 'node:crypto'
import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { type codeKinds, messages } from '#db/schema/messages.ts'
import type { Locale } from '#policy/locale.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'

export interface Outgoing {
  customerId: string
  kind: (typeof codeKinds)[number]
  locale: Locale
  to: string
  params: Record<string, string>
  /** `void` for a number the bank does not know: it is written, so that both cases take the same time, but never sent. */
  state: 'due' | 'void'
}

/** Queues a text message in the transaction that causes it; the worker sends it. */
export async function queueMessage(ctx: Ctx, tx: Tx, key: KeyObject, message: Outgoing): Promise<void> {
  const id = randomUUIDv7()
  await tx.insert(messages).values({
    customerId: message.customerId,
    id,
    kind: message.kind,
    channel: 'sms',
    state: message.state,
    toSealed: seal(key, message.to, `messages:${id}:to`),
    paramsSealed: seal(key, JSON.stringify(message.params), `messages:${id}:params`),
    locale: message.locale,
    createdAt: ctx.now,
    dueAt: ctx.now,
  })
}
