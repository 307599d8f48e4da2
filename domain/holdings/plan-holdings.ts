import { type KeyObject, randomUUIDv7 } from 'node:crypto'
import { scheduler } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { tombstones } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import { counted } from '../audit-counts.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import type { KeyedCustomer } from '../customers/known-customers.ts'
import { unwrapKeys } from '../customers/unwrap-keys.ts'
import type { Issue } from '../errors.ts'
import { heldName, inOrder, type LineAbout, type PlanOf, turnLines } from '../plan.ts'
import { lockRestrictions, restrictedAmong } from '../restricted-fields.ts'
import { type Stones, stonesAmong } from '../tombstones.ts'
import { erasedLines, stonesOfReplaced } from './erased-lines.ts'
import { type HeldRow, holdingRow } from './holding-row.ts'
import { replaced } from './holding-upsert.ts'
import type { HoldingInput } from './schema.ts'

/** By the customer's id and the field. */
export type HeldRows = ReadonlyMap<string, HeldRow>

/**
 * Plans the holdings that are new or differ. Of two lines about the same field the later one counts. If a line does not
 * say when the value was obtained, an equal value keeps its time. A restricted field stays as it is: each line that would add
 * or change its value is refused. So is each line with a value that was erased in its field, unless it says that the value was
 * obtained after that. What is replaced while an approved deletion is to erase it leaves a tombstone.
 * @param lines those in which nothing is at fault.
 * @param before the holdings that earlier lines write.
 */
export async function planHoldings<Line extends HoldingInput>(
  ctx: Ctx,
  tx: Tx,
  lines: readonly LineAbout<KeyedCustomer, Line>[],
  before: HeldRows,
): Promise<PlanOf & { held: HeldRows; refused: { line: Line; issue: Issue }[] }> {
  const [keys, stones] = await Promise.all([
    unwrapKeys(
      ctx,
      lines.map(({ customer }) => customer),
    ),
    stonesAmong(tx, knownNames(lines)),
  ])
  const gone = await erasedLines(lines, keys, stones)
  const left = gone.size === 0 ? lines : lines.filter((one) => !gone.has(one))
  const wanted = new Map<string, LineAbout<KeyedCustomer, Line>>()
  for (const one of left) wanted.set(heldName(one.customer.id, one.line.field), one)
  const { added, changed, former, refused } = await rowsToWrite(ctx, tx, {
    lines: left,
    keys,
    wanted,
    before,
  })
  const replacedStones = stonesOfReplaced(ctx, former, keys, stones)
  const rows = [...added, ...changed]
  const [addedRows, changedRows] = [added, changed].map(
    (some) => some.length > 0 && arrayRows(holdings, some),
  )
  return {
    changed: rows.length,
    entries: counted('holdings.put', rows),
    write: async (tx) => {
      // Not side by side with what it may refuse: of two failures the first one sent is told.
      await refuseRestricted(tx, rows)
      await refuseErased(tx, rows, stones)
      await inOrder(
        ...(addedRows ? [tx.insert(holdings).select(addedRows)] : []),
        ...(replacedStones.length > 0 ? [tx.insert(tombstones).values(replacedStones)] : []),
        ...(changedRows ? [tx.insert(holdings).select(changedRows).onConflictDoUpdate(replaced)] : []),
      )
    },
    held: new Map(rows.map((row) => [heldName(row.customerId, row.field), row])),
    refused: [
      ...refused.map((line) => ({ line, issue: restricted })),
      ...[...gone].map(({ line }) => ({ line, issue: erased })),
    ],
  }
}

/** The fields that lines are about, each once. Of customers who were registered just now nothing was erased. */
const knownNames = (lines: readonly LineAbout<KeyedCustomer, HoldingInput>[]) => [
  ...new Map(
    lines
      .filter(({ customer }) => customer.since === 0)
      .map(({ customer: { id: customerId }, line: { field } }) => [
        heldName(customerId, field),
        { customerId, field },
      ]),
  ).values(),
]

/**
 * What was planned holds no more where a field has been restricted since. It is asked again under a lock.
 * @throws Error the values are to be planned anew
 */
async function refuseRestricted(tx: Tx, rows: readonly HeldRow[]): Promise<void> {
  if (rows.length === 0) return
  const customerIds = rows.map(({ customerId }) => customerId)
  await lockRestrictions(tx, customerIds, 'write')
  const found = await restrictedAmong(tx, [...new Set(customerIds)])
  const unused = new Set(found.map(({ customerId, field }) => heldName(customerId, field)))
  if (rows.some(({ customerId, field }) => unused.has(heldName(customerId, field))))
    throw new Error('a field was restricted after its value was planned')
}

/**
 * Nor does it where a value has been erased since, under the same lock: it may be the one that was planned.
 * @throws Error the values are to be planned anew
 */
async function refuseErased(tx: Tx, rows: readonly HeldRow[], planned: Stones): Promise<void> {
  const now = await stonesAmong(tx, rows)
  for (const [name, stones] of now)
    if (stones.count > (planned.get(name)?.count ?? 0))
      throw new Error('a value was erased after another was planned')
}

const restricted: Issue = { path: 'field', key: 'holding.restricted' }
const erased: Issue = { path: 'value', key: 'holding.erased' }

interface Given<Line> {
  lines: readonly LineAbout<KeyedCustomer, Line>[]
  keys: ReadonlyMap<string, KeyObject>
  /** Of each field the line that counts, by the customer's id and the field. */
  wanted: ReadonlyMap<string, LineAbout<KeyedCustomer, Line>>
  before: HeldRows
}

/** Sorted by customer and field, so that two imports cannot deadlock. */
async function rowsToWrite<Line extends HoldingInput>(
  ctx: Ctx,
  tx: Tx,
  { lines, keys, wanted, before }: Given<Line>,
) {
  const added: HeldRow[] = []
  const changed: HeldRow[] = []
  const former: HeldRow[] = []
  const sorted = [...wanted].toSorted(([one], [other]) => (one < other ? -1 : 1))
  const [held, unused] = await Promise.all([heldRows(tx, sorted, before), restrictedNames(tx, sorted)])
  const rowOf = (name: string) => before.get(name) ?? held.get(name)
  for (const [at, [name, { line, customer }]] of sorted.entries()) {
    if (at % turnLines === turnLines - 1) await scheduler.yield()
    const key = keys.get(customer.id)
    const row = rowOf(name)
    if (!key || unused.has(name) || (row && isSame(key, row, line))) continue
    const id = row?.id ?? randomUUIDv7()
    if (row && !isSameValue(key, row, line)) former.push(row)
    const rows = row ? changed : added
    rows.push(holdingRow(ctx, key, { customerId: customer.id, id }, line))
  }
  const refused =
    unused.size === 0
      ? []
      : lines.filter(({ line, customer }) => {
          const name = heldName(customer.id, line.field)
          const [key, row] = [keys.get(customer.id), rowOf(name)]
          return unused.has(name) && key && !(row && isSameValue(key, row, line))
        })
  return { added, changed, former, refused: refused.map(({ line }) => line) }
}

type Wanted = readonly [string, LineAbout<KeyedCustomer, HoldingInput>]

/** What is held in fields whose use is restricted. Of customers who were registered just now nothing is. */
async function restrictedNames(tx: Tx, wanted: readonly Wanted[]): Promise<Set<string>> {
  const known = wanted
    .filter(([, { customer }]) => customer.since === 0)
    .map(([, { customer }]) => customer.id)
  const found = await restrictedAmong(tx, [...new Set(known)])
  return new Set(found.map(({ customerId, field }) => heldName(customerId, field)))
}

/** The rows the database has for these fields. It has none for customers who were registered just now. */
async function heldRows(tx: Tx, wanted: readonly Wanted[], before: HeldRows): Promise<Map<string, HeldRow>> {
  const asked = wanted.filter(([name, { customer }]) => customer.since === 0 && !before.has(name))
  if (asked.length === 0) return new Map()
  const customerIds = sql.param(asked.map(([, { customer }]) => customer.id))
  const fields = sql.param(asked.map(([, { line }]) => line.field))
  const rows = await tx
    .select({ row: holdings })
    .from(sql`unnest(${customerIds}::uuid[], ${fields}::text[]) as wanted (customer_id, field)`)
    .innerJoin(
      holdings,
      and(eq(holdings.customerId, sql`wanted.customer_id`), eq(holdings.field, sql`wanted.field`)),
    )
  return new Map(rows.map(({ row }) => [heldName(row.customerId, row.field), row]))
}

const isSame = (key: KeyObject, row: HeldRow, line: HoldingInput): boolean =>
  row.obtainedVia === line.obtainedVia &&
  (line.obtainedAt === undefined || row.obtainedAt.getTime() === line.obtainedAt.getTime()) &&
  isSameValue(key, row, line)

const isSameValue = (key: KeyObject, row: HeldRow, line: HoldingInput): boolean =>
  (row.quantity ?? null) === (line.quantity ?? null) &&
  openText(key, row.valueSealed, `holdings:${row.id}:value`) === line.value
