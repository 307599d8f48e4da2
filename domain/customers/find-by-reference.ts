import { sql } from 'drizzle-orm'
import { prepare } from '#db/fast/statement.ts'
import { requirePermission } from '../access.ts'
import { batchLookups } from '../batch-lookups.ts'
import type { Ctx } from '../context.ts'
import { ask } from '../transaction.ts'
import { referenceInput } from './schema.ts'

const named = prepare<'references'>(sql`
  select id, reference from customers where reference = any(${sql.placeholder('references')}::text[])`)

const find = batchLookups(async (ctx, references: string[]) => {
  const rows = await ask<{ id: string; reference: string }>(ctx, named({ references }))
  const ids = new Map(rows.map(({ id, reference }) => [reference, id]))
  return references.map((reference) => ids.get(reference))
})

/** The customer that a bank's own id stands for, before it is known what of them is asked for; null for nobody. */
export async function findByReference(ctx: Ctx, reference: string): Promise<string | null> {
  requirePermission(ctx, 'customers:locate')
  const named = referenceInput.safeParse(reference)
  return (named.success && (await find(ctx, named.data))) || null
}
