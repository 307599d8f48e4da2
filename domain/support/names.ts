import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import { customerKeys } from '#db/schema/identity.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { mask } from '../holdings/mask.ts'

/** What a customer can be recognised by, for staff: the name, masked. Nobody without a name or a key is in the map. */
export async function maskedNames(ctx: Ctx, tx: Tx, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({
      customerId: holdings.customerId,
      id: holdings.id,
      value: holdings.valueSealed,
      wrapped: customerKeys.wrappedKey,
    })
    .from(holdings)
    .innerJoin(customerKeys, eq(customerKeys.customerId, holdings.customerId))
    .where(and(inArray(holdings.customerId, ids), eq(holdings.field, 'full-name')))
  const names = await Promise.all(
    rows.map(async ({ customerId, id, value, wrapped }) => {
      if (!wrapped) return null
      const key = await ctx.keys.master.unwrap(wrapped)
      return [customerId, mask('name', openText(key, value, `holdings:${id}:value`))] as const
    }),
  )
  return new Map(names.filter((one) => one !== null))
}
