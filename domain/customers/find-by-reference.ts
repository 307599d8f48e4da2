import { sql } from 'drizzle-orm'
import { prepare } from '#db/fast/statement.ts'
import { batchLookups } from '../batch-lookups.ts'
import { ask } from '../transaction.ts'
import { verb } from '../verb.ts'
import { referenceInput } from './schema.ts'

const named = prepare<'references'>(sql`
  select id, reference from customers where reference = any(${sql.placeholder('references')}::text[])`)

const find = batchLookups(async (ctx, references: string[]) => {
  const rows = await ask<{ id: string; reference: string }>(ctx, named({ references }))
  const ids = new Map(rows.map(({ id, reference }) => [reference, id]))
  return references.map((reference) => ids.get(reference))
})

/** The customer of a reference, looked up before the operation runs; null when no customer has it. */
export const findByReference = verb(
  'customers:locate',
  async (ctx, reference: string): Promise<string | null> => {
    const named = referenceInput.safeParse(reference)
    return (named.success && (await find(ctx, named.data))) || null
  },
)
