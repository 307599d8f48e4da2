import { inArray } from 'drizzle-orm'
import { customers } from '#db/schema/identity.ts'
import type { Ctx } from '../context.ts'
import { gathered } from '../gather.ts'
import { requirePermission } from '../permissions.ts'
import { read } from '../transaction.ts'
import { referenceInput } from './schema.ts'

const find = gathered<string>(async (ctx, references) => {
  const rows = await read(ctx, (tx) =>
    tx
      .select({ id: customers.id, reference: customers.reference })
      .from(customers)
      .where(inArray(customers.reference, references)),
  )
  return new Map(rows.map(({ id, reference }) => [reference, id]))
})

/** The customer that a bank's own id stands for, before it is known what of them is asked for; null for nobody. */
export async function findByReference(ctx: Ctx, reference: string): Promise<string | null> {
  requirePermission(ctx, 'customers:locate')
  const named = referenceInput.safeParse(reference)
  return (named.success && (await find(ctx, named.data))) || null
}
