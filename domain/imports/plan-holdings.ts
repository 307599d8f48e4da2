import { type KeyObject, randomUUIDv7 } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { allFields } from '#catalogue/find.ts'
import { catalogue } from '#catalogue/load.ts'
import type { Tx } from '#db/client.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { fitsIdentity, holdingRow } from '../holdings/holding-row.ts'
import { replaced } from '../holdings/replaced.ts'
import { rowsOf } from '../rows-of.ts'
import { counted } from './counted.ts'
import { customerAt, type KnownCustomers } from './known-customers.ts'
import type { Numbered } from './read-lines.ts'
import type { Fault, LineOf } from './schema.ts'
import type { Taken } from './take-lines.ts'

type Line = Numbered<LineOf<'holding'>>
type Row = typeof holdings.$inferSelect
interface Wanted {
  line: Line
  customerId: string
  wrappedKey: Uint8Array
}

/**
 * Adds what is not held yet and replaces what differs; of two lines about one value the later counts. Where a line
 * does not say when a value was obtained, the same value keeps the time it has.
 */
export async function takeHoldings(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Line[],
  known: KnownCustomers,
): Promise<Taken> {
  const fields = new Set(allFields(catalogue()).map((field) => field.id))
  const faults: Fault[] = []
  const wanted = new Map<string, Wanted>()
  for (const line of lines) {
    const customer = customerAt(known, line.customer, line.line)
    const fault = (path: string, reason: string) => faults.push({ line: line.line, path, reason })
    if (!customer) fault('customer', 'import.customer-unknown')
    else if (!fields.has(line.field)) fault('field', 'holding.unknown-field')
    else if (!fitsIdentity(ctx.keys, customer, line)) fault('value', 'holding.not-registered')
    else {
      const { id: customerId, wrappedKey } = customer
      wanted.set(`${customerId} ${line.field}`, { line, customerId, wrappedKey })
    }
  }
  const rows = await changedRows(ctx, tx, wanted)
  if (rows.length > 0) await tx.insert(holdings).select(rowsOf(holdings, rows)).onConflictDoUpdate(replaced)
  return {
    changed: rows.length,
    unchanged: lines.length - faults.length - rows.length,
    faults,
    entries: counted('holdings.put', rows),
  }
}

/** The rows to write, in the order of their customers and fields, so that two imports wait for each other, not both. */
async function changedRows(ctx: Ctx, tx: Tx, wanted: ReadonlyMap<string, Wanted>) {
  const sorted = [...wanted].toSorted(([one], [other]) => (one < other ? -1 : 1))
  if (sorted.length === 0) return []
  const wrapped = new Map(sorted.map(([, { customerId, wrappedKey }]) => [customerId, wrappedKey]))
  const [held, keys] = await Promise.all([heldRows(tx, wanted), unwrapAll(ctx, wrapped)])
  return sorted.flatMap(([name, { line, customerId }]) => {
    const key = keys.get(customerId)
    const row = held.get(name)
    if (!key || (row && isSame(key, row, line))) return []
    return [holdingRow(ctx, key, { customerId, id: row?.id ?? randomUUIDv7() }, line)]
  })
}

async function heldRows(tx: Tx, wanted: ReadonlyMap<string, Wanted>): Promise<Map<string, Row>> {
  const all = [...wanted.values()]
  const customerIds = sql.param(all.map(({ customerId }) => customerId))
  const fields = sql.param(all.map(({ line }) => line.field))
  const rows = await tx
    .select({ row: holdings })
    .from(sql`unnest(${customerIds}::uuid[], ${fields}::text[]) as wanted (customer_id, field)`)
    .innerJoin(
      holdings,
      and(eq(holdings.customerId, sql`wanted.customer_id`), eq(holdings.field, sql`wanted.field`)),
    )
  return new Map(rows.map(({ row }) => [`${row.customerId} ${row.field}`, row]))
}

/** Customers' keys for as long as this chunk needs them, each unwrapped once. */
async function unwrapAll({ keys }: Ctx, wrapped: ReadonlyMap<string, Uint8Array>) {
  const unwrapped = await Promise.all(
    [...wrapped].map(async ([id, key]): Promise<[string, KeyObject]> => [id, await keys.master.unwrap(key)]),
  )
  return new Map(unwrapped)
}

const isSame = (key: KeyObject, row: Row, line: Line): boolean =>
  row.quantity === (line.quantity ?? null) &&
  row.obtainedVia === line.obtainedVia &&
  (line.obtainedAt === undefined || row.obtainedAt.getTime() === line.obtainedAt.getTime()) &&
  openText(key, row.valueSealed, `holdings:${row.id}:value`) === line.value
