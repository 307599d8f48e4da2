import { randomUUIDv7 } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import {
  type complaintNotices,
  type lookNotices,
  messageChannels,
  messages,
  noticeKinds,
  type requestNotices,
} from '#db/schema/messages.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { notFound } from '../errors.ts'

/** The notices to customers. Their text has a number at most and the way to the page they speak of. */
export { noticeKinds }
export type NoticeKind = (typeof noticeKinds)[number]
/** What fills the text or leads to its page: a case's number and last day (ISO date, or `unknown` while
 * the calendar of working days does not reach it), a look's id; never anything personal. */
type NoticeParams<Kind extends NoticeKind> = Kind extends `${'complaint' | 'request'}-entered${'' | '-late'}`
  ? [{ reference: string; due: string }]
  : Kind extends (typeof complaintNotices | typeof requestNotices)[number]
    ? [{ reference: string }]
    : Kind extends (typeof lookNotices)[number]
      ? [{ look: string }]
      : []

/**
 * Queues a notice to the subject, by text message and by e-mail, in the transaction that causes it. The address is looked
 * up when the notice is sent, so that the actor who causes it does not see it.
 * @throws DomainError `not-found` when the customer's key was destroyed
 */
export async function queueNotice<Kind extends NoticeKind>(
  ctx: Ctx,
  tx: Tx,
  kind: Kind,
  ...[params]: NoticeParams<Kind>
): Promise<void> {
  const customerId = requireSubject(ctx)
  const [key, [customer]] = await Promise.all([
    customerKey(ctx, tx),
    tx.select({ locale: customers.locale }).from(customers).where(eq(customers.id, customerId)),
  ])
  if (!customer) throw notFound()
  await tx.insert(messages).values(
    messageChannels.map((channel) => {
      const id = randomUUIDv7()
      const paramsSealed = seal(key, JSON.stringify(params ?? {}), `messages:${id}:params`)
      const { locale } = customer
      const times = { createdAt: ctx.now, dueAt: ctx.now }
      return { customerId, id, kind, channel, state: 'due' as const, locale, paramsSealed, ...times }
    }),
  )
}
