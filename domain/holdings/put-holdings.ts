import { randomUUIDv7 } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { type Issue, notFound, refuseIfAny } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { fitsIdentity, holdingRow } from './holding-row.ts'
import { replaced } from './holding-upsert.ts'
import { type HoldingInput, putHoldingsInput } from './schema.ts'

type Row = typeof holdings.$inferInsert

/**
 * Stores what a system of the bank holds about the customer: new fields are added, known ones replaced. IIN and phone
 * must be those the customer was registered with, because codes are sent to that number.
 * @returns the number of fields stored.
 * @throws DomainError `invalid`, `not-found`
 */
export const putHoldings = verb(
  'holdings:put',
  putHoldingsInput,
  async (ctx, { holdings: given }): Promise<{ count: number }> => {
    const customerId = requireSubject(ctx)
    refuseIfAny(fieldIssues(given))
    await change(ctx, async (tx) => {
      refuseIfAny(await identityIssues(ctx, tx, customerId, given))
      const key = await customerKey(ctx, tx)
      const toRow = (holding: HoldingInput, id: string): Row =>
        holdingRow(ctx, key, { customerId, id }, holding)
      await upsert(tx, customerId, given, toRow)
      await record(ctx, tx, { action: 'holdings.put', detail: { count: given.length } })
    })
    return { count: given.length }
  },
)

/** A value is sealed to its row's id, so a known field must keep its row: new fields are added first. */
async function upsert(
  tx: Tx,
  customerId: string,
  given: HoldingInput[],
  toRow: (holding: HoldingInput, id: string) => Row,
) {
  const added = await tx
    .insert(holdings)
    .values(given.map((holding) => toRow(holding, randomUUIDv7())))
    .onConflictDoNothing({ target: [holdings.customerId, holdings.field] })
    .returning({ field: holdings.field })
  const fresh = new Set(added.map((row) => row.field))
  const known = given.filter((holding) => !fresh.has(holding.field))
  if (known.length === 0) return
  const rows = await tx
    .select({ id: holdings.id, field: holdings.field })
    .from(holdings)
    .where(
      and(
        eq(holdings.customerId, customerId),
        inArray(
          holdings.field,
          known.map((holding) => holding.field),
        ),
      ),
    )
  const ids = new Map(rows.map((row) => [row.field, row.id]))
  const changed = known.flatMap((holding) => {
    const id = ids.get(holding.field)
    return id ? [toRow(holding, id)] : []
  })
  await tx.insert(holdings).values(changed).onConflictDoUpdate(replaced)
}

function fieldIssues(given: HoldingInput[]): Issue[] {
  const fields = new Set(allFields(catalogue()).map((field) => field.id))
  const seen = new Set<string>()
  return given.flatMap(({ field }, place) => {
    const path = `holdings.${place}.field`
    if (!fields.has(field)) return [{ path, key: 'holding.unknown-field' }]
    if (seen.has(field)) return [{ path, key: 'holding.twice' }]
    seen.add(field)
    return []
  })
}

async function identityIssues(ctx: Ctx, tx: Tx, customerId: string, given: HoldingInput[]): Promise<Issue[]> {
  const [registered] = await tx
    .select({ iinHash: customers.iinHash, phoneHash: customers.phoneHash })
    .from(customers)
    .where(eq(customers.id, customerId))
  if (!registered) throw notFound()
  return given.flatMap((holding, place) =>
    fitsIdentity(ctx.keys, registered, holding)
      ? []
      : [{ path: `holdings.${place}.value`, key: 'holding.not-registered' }],
  )
}
