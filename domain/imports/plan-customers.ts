import { randomUUIDv7 } from 'node:crypto'
import { or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import type { Ctx } from '../context.ts'
import { newCustomerKey } from '../customers/customer-key.ts'
import { identityHashes } from '../customers/registration.ts'
import type { Known, KnownCustomers } from './known-customers.ts'
import type { PlanOf } from './plan.ts'
import type { Numbered } from './read-lines.ts'
import type { LineFault, LineOf } from './schema.ts'

type Line = Numbered<LineOf<'customer'>>
type Hashes = ReturnType<typeof identityHashes>
type Row = typeof customers.$inferInsert

/**
 * Plans the registration of new customers, and adds them to the known ones. A known reference must come with the IIN and
 * phone it was registered with; the language remains the customer's choice.
 * @param before the customers that earlier lines register.
 */
export async function planCustomers(
  ctx: Ctx,
  tx: Tx,
  lines: readonly Line[],
  known: KnownCustomers,
  before: ReadonlyMap<string, Known>,
): Promise<PlanOf & { registered: KnownCustomers }> {
  const hashed = lines.map((line) => ({ line, hashes: identityHashes(ctx.keys, line) }))
  const strangers = hashed.filter(({ line }) => !known.has(line.reference)).map(({ hashes }) => hashes)
  const taken = await takenHashes(tx, strangers, before)
  const rows: Row[] = []
  const faults: LineFault[] = []
  let unchanged = 0
  for (const { line, hashes } of hashed) {
    const registered = known.get(line.reference)
    const fault = registered ? identityFault(registered, hashes) : takenFault(taken, hashes)
    if (fault) faults.push({ line: line.line, ...fault })
    else if (registered) unchanged += 1
    else {
      const id = randomUUIDv7()
      rows.push({ id, reference: line.reference, ...hashes, locale: line.locale, createdAt: ctx.now })
      known.set(line.reference, { id, ...hashes, wrappedKey: null, since: line.line })
      for (const hash of Object.values(hashes)) taken.add(hash)
    }
  }
  const entries = rows.map(({ id }) => ({
    action: 'customer.registered' as const,
    customerId: id,
    objectId: id,
  }))
  return { changed: rows.length, unchanged, faults, entries, ...(await register(ctx, rows, known)) }
}

/** The hashes with which a customer is already registered. */
async function takenHashes(
  tx: Tx,
  hashes: readonly Hashes[],
  before: ReadonlyMap<string, Known>,
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const { iinHash, phoneHash } = customers
  const iins = sql.param(hashes.map((one) => one.iinHash))
  const phones = sql.param(hashes.map((one) => one.phoneHash))
  const rows = await tx
    .select({ iinHash, phoneHash })
    .from(customers)
    .where(or(sql`${iinHash} = any(${iins}::text[])`, sql`${phoneHash} = any(${phones}::text[])`))
  return new Set([...rows, ...before.values()].flatMap((row) => [row.iinHash, row.phoneHash]))
}

const identityFault = (registered: Hashes, given: Hashes) =>
  registered.iinHash === given.iinHash && registered.phoneHash === given.phoneHash
    ? null
    : { path: 'reference', reason: 'customer.other-identity' }

function takenFault(taken: ReadonlySet<string>, given: Hashes) {
  if (taken.has(given.iinHash)) return { path: 'iin', reason: 'customer.iin-taken' }
  return taken.has(given.phoneHash) ? { path: 'phone', reason: 'customer.phone-taken' } : null
}

/** Registers in the order of references, so that two imports of the same customers cannot deadlock. */
async function register(ctx: Ctx, rows: readonly Row[], known: KnownCustomers) {
  const registered: KnownCustomers = new Map()
  if (rows.length === 0) return { registered, write: async () => {} }
  const sorted = rows.toSorted((one, other) => (one.reference < other.reference ? -1 : 1))
  const keys = await Promise.all(sorted.map(({ id }) => newCustomerKey(ctx, id)))
  for (const [at, { reference }] of sorted.entries()) {
    const customer = known.get(reference)
    const made = keys[at]
    if (!customer || !made) continue
    customer.key = made.key
    customer.wrappedKey = made.row.wrappedKey
    registered.set(reference, customer)
  }
  const customerRows = arrayRows(customers, sorted)
  const keyRows = arrayRows(
    customerKeys,
    keys.map(({ row }) => row),
  )
  const write = (tx: Tx) =>
    Promise.all([tx.insert(customers).select(customerRows), tx.insert(customerKeys).select(keyRows)])
  return { registered, write }
}
