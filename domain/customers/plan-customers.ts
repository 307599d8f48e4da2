import { randomUUIDv7 } from 'node:crypto'
import { or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import type { Ctx } from '../context.ts'
import type { Issue } from '../errors.ts'
import type { Numbered, PlanOf } from '../plan.ts'
import { newCustomerKey } from './customer-key.ts'
import type { Hashes, Known, KnownCustomers } from './known-customers.ts'
import { isPersonalReference } from './personal-reference.ts'
import { identityHashes, type Registration } from './registration.ts'

type Row = typeof customers.$inferInsert

/** A registration with the hashes by which the customer will be found. */
export interface HashedLine {
  line: Numbered<Registration>
  hashes: Hashes
}
export const withHashes = ({ keys }: Ctx, lines: readonly Numbered<Registration>[]): HashedLine[] =>
  lines.map((line) => ({ line, hashes: identityHashes(keys, line) }))

export interface CustomerPlan extends PlanOf {
  /** Everything that is at fault, by line. */
  faulty: { line: number; issues: [Issue, ...Issue[]] }[]
  registered: KnownCustomers
}

/**
 * Plans the registration of new customers, and adds them to the known ones. A known reference must come with the IIN and
 * phone it was registered with; the language remains the customer's choice.
 * @param taken the hashes with which customers are registered; those of the new ones are added.
 */
export async function planCustomers(
  ctx: Ctx,
  lines: readonly HashedLine[],
  known: KnownCustomers,
  taken: Set<string>,
): Promise<CustomerPlan> {
  const rows: Row[] = []
  const faulty: CustomerPlan['faulty'] = []
  for (const { line, hashes } of lines) {
    const registered = known.get(line.reference)
    const [issue, ...more] = faultsOf(line, registered, taken, hashes)
    if (issue) faulty.push({ line: line.line, issues: [issue, ...more] })
    else if (!registered) {
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
  return { changed: rows.length, faulty, entries, ...(await register(ctx, rows, known)) }
}

/**
 * The hashes of the customers who are registered with any of these.
 * @param before the customers that earlier lines register.
 */
export async function takenHashes(
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

/**
 * The faults of a registration. What the customer is registered with is theirs, so it is not taken; and the reference of
 * one who is known stays as it is.
 */
function faultsOf(
  { reference }: Registration,
  registered: Hashes | undefined,
  taken: ReadonlySet<string>,
  given: Hashes,
): Issue[] {
  const differs = (name: keyof Hashes) => given[name] !== registered?.[name]
  const [otherIin, otherPhone] = [differs('iinHash'), differs('phoneHash')]
  const faults: Issue[] = []
  if (!registered && isPersonalReference(reference)) faults.push(personalReference)
  if (registered && (otherIin || otherPhone)) faults.push(otherIdentity)
  if (otherIin && taken.has(given.iinHash)) faults.push(iinTaken)
  if (otherPhone && taken.has(given.phoneHash)) faults.push(phoneTaken)
  return faults
}
const personalReference: Issue = { path: 'reference', key: 'customer.reference-personal' }
const otherIdentity: Issue = { path: 'reference', key: 'customer.other-identity' }
const iinTaken: Issue = { path: 'iin', key: 'customer.iin-taken' }
const phoneTaken: Issue = { path: 'phone', key: 'customer.phone-taken' }

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
