import type { disclosures } from '#db/schema/recipients.ts'
import type { Recipient } from '#policy/schema.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { disclosureId } from './disclosure-id.ts'
import type { DisclosureLine } from './schema.ts'

/**
 * The row of a disclosure in which nothing is at fault. Its id is the same each time it is sent.
 * @param usual the recipient under the policy of the disclosure's time, so that a later policy makes no other content of it.
 */
export function newDisclosure(
  ctx: Ctx,
  usual: Pick<Recipient, 'purpose' | 'basis'>,
  customerId: string,
  line: DisclosureLine,
): typeof disclosures.$inferInsert {
  const { id, recipient, fields, disclosedAt } = line
  const told = {
    recipient,
    purpose: line.purpose ?? usual.purpose,
    basis: line.basis ?? usual.basis,
    fields: [...new Set(fields)],
    disclosedAt,
  }
  return {
    customerId,
    id: disclosureId(customerId, actorId(ctx), { id, ...told }),
    ...told,
    recordedAt: ctx.now,
  }
}
