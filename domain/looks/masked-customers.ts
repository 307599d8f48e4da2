import type { KeyObject } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { Locale } from '#policy/locale.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { mask } from '../mask.ts'

/** The masked name of a customer, and the key that unseals texts about them. */
export interface MaskedCustomer {
  /** Masked; null when the bank holds no name. */
  name: string | null
  key: KeyObject
  /** The language in which they read. */
  locale: Locale
}

/** Customers by their ids, with each key unwrapped once. Customers whose key was destroyed are missing. */
export async function maskedCustomers(ctx: Ctx, tx: Tx, ids: string[]): Promise<Map<string, MaskedCustomer>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({
      customerId: customerKeys.customerId,
      wrapped: customerKeys.wrappedKey,
      nameId: holdings.id,
      name: holdings.valueSealed,
      locale: customers.locale,
    })
    .from(customerKeys)
    .innerJoin(customers, eq(customers.id, customerKeys.customerId))
    .leftJoin(
      holdings,
      and(eq(holdings.customerId, customerKeys.customerId), eq(holdings.field, 'full-name')),
    )
    .where(inArray(customerKeys.customerId, ids))
  const masked = await Promise.all(
    rows.map(async ({ customerId, wrapped, nameId, name, locale }) => {
      if (!wrapped) return null
      const key = await ctx.keys.master.unwrap(wrapped)
      const whole = name && nameId ? openText(key, name, `holdings:${nameId}:value`) : null
      return [customerId, { key, name: whole && mask('name', whole), locale }] as const
    }),
  )
  return new Map(masked.filter((one) => one !== null))
}
