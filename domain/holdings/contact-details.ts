import { and, eq, inArray } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { may, requireSubject } from '../access.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { mask } from '../mask.ts'
import { maskInView } from '../mask-in-view.ts'
import { restrictedFields } from '../restricted-fields.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { ContactDetails } from './schema.ts'

/** The phone and e-mail by which the bank reaches the customer, masked, and the language it writes in. */
export const contactDetails = verb('profile:show', async (ctx): Promise<ContactDetails> => {
  const customerId = requireSubject(ctx)
  return read(ctx, async (tx) => {
    const [key, rows, restricted] = await Promise.all([
      customerKey(ctx, tx),
      tx
        .select({
          locale: customers.locale,
          id: holdings.id,
          field: holdings.field,
          sealed: holdings.valueSealed,
        })
        .from(customers)
        .leftJoin(
          holdings,
          and(eq(holdings.customerId, customers.id), inArray(holdings.field, ['phone', 'email'])),
        )
        .where(eq(customers.id, customerId)),
      restrictedFields(tx, customerId),
    ])
    const masked = (field: 'phone' | 'email') => {
      const row = rows.find((one) => one.field === field)
      const rule = maskInView(ctx, { id: field, mask: field }, restricted)
      return row?.sealed ? mask(rule, openText(key, row.sealed, `holdings:${row.id}:value`)) : null
    }
    return {
      phone: masked('phone'),
      email: masked('email'),
      locale: rows[0]?.locale ?? ctx.locale,
      live: may(ctx, 'profile:change'),
    }
  })
})
