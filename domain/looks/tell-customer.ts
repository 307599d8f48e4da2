import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { notFound } from '../errors.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { type Look, type LookFinding, textPlace, writeLookStep } from './looks.ts'

interface Finding extends Pick<LookFinding, 'verdict' | 'escalation' | 'outcome'> {
  kind: 'reviewed' | 'settled'
  text: string
}

/**
 * Writes a step whose text the customer reads, in the language they read in now, and queues the notice of it.
 * @param ctx about the look's customer.
 * @throws DomainError `conflict`; `not-found` when the customer's key was destroyed
 */
export async function tellCustomer(
  ctx: Ctx,
  tx: Tx,
  look: Look,
  { kind, text, ...found }: Finding,
): Promise<void> {
  const [key, [customer]] = await Promise.all([
    customerKey(ctx, tx),
    tx
      .select({ locale: customers.locale })
      .from(customers)
      .where(eq(customers.id, requireSubject(ctx))),
  ])
  if (!customer) throw notFound()
  const { id } = look.row
  const textSealed = seal(key, text, textPlace(id, look.steps.length + 1))
  await writeLookStep(ctx, tx, look, kind, { ...found, textSealed, locale: customer.locale })
  await queueNotice(ctx, tx, `look-${kind}`, { look: id })
}
