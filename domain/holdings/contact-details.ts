import { and, eq, inArray } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../identity/customer-key.ts'
import { requirePermission, requireSubject } from '../permissions.ts'
import { read } from '../transaction.ts'
import { mask } from './mask.ts'
import type { ContactDetails } from './schema.ts'

/** The phone and e-mail by which the bank reaches the customer, masked. */
export async function contactDetails(ctx: Ctx): Promise<ContactDetails> {
  requirePermission(ctx, 'profile:show')
  const customerId = requireSubject(ctx)
  return read(ctx, async (tx) => {
    const [key, rows] = await Promise.all([
      customerKey(ctx, tx),
      tx
        .select({ id: holdings.id, field: holdings.field, sealed: holdings.valueSealed })
        .from(holdings)
        .where(and(eq(holdings.customerId, customerId), inArray(holdings.field, ['phone', 'email']))),
    ])
    const masked = (field: 'phone' | 'email') => {
      const row = rows.find((one) => one.field === field)
      return row ? mask(field, openText(key, row.sealed, `holdings:${row.id}:value`)) : null
    }
    return { phone: masked('phone'), email: masked('email') }
  })
}
