import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import type { holdings } from '#db/schema/holdings.ts'
import { isMomentOrDayAhead } from '../ahead.ts'
import type { AuditEntry } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import type { Issue } from '../errors.ts'
import { inOrder, type Numbered, type PlanOf } from '../plan.ts'
import { newCustomerKey } from './customer-key.ts'
import type { Hashes, Known, KnownCustomers } from './known-customers.ts'
import { movePhones, type PhoneMove } from './move-phones.ts'
import { isPersonalReference } from './personal-reference.ts'
import { type HeldPhone, leftBy, mayMove } from './phone-history.ts'
import { identityHashes, type Registration } from './registration.ts'

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
  /** The customers who are registered or get another number. */
  registered: KnownCustomers
  /** What is held of them and follows, by its name. */
  held: ReadonlyMap<string, typeof holdings.$inferInsert>
}

/**
 * Plans the registration of new customers and the new numbers of known ones, and brings the known ones up to date. A
 * known reference must come with the IIN it was registered with; the language remains the customer's choice. Several
 * customers may have one number.
 * @param taken the hashes of IINs with which customers are registered; those of the new ones are added.
 * @param held what is kept of the numbers of those who are to get another.
 */
export async function planCustomers(
  ctx: Ctx,
  lines: readonly HashedLine[],
  known: KnownCustomers,
  taken: Set<string>,
  held: ReadonlyMap<string, HeldPhone>,
): Promise<CustomerPlan> {
  const added: Added[] = []
  const moves: PhoneMove[] = []
  const faulty: CustomerPlan['faulty'] = []
  for (const { line, hashes } of lines) {
    const customer = known.get(line.reference)
    const left = customer ? leftBy(customer, held.get(customer.id)) : new Map<number, string>()
    const [issue, ...more] = faultsOf(ctx, line, hashes, customer, left, taken)
    if (issue) faulty.push({ line: line.line, issues: [issue, ...more] })
    else if (!customer) {
      const one = newCustomer(ctx, line, hashes)
      added.push({ line, hashes, customer: one })
      known.set(line.reference, one)
      taken.add(hashes.iinHash)
    } else if (customer.phoneHash !== hashes.phoneHash) moves.push(leave(ctx, customer, left, line, hashes))
  }
  const registration = await register(ctx, added)
  const moved = await movePhones(ctx, moves, held)
  return {
    changed: added.length + moves.length,
    faulty,
    entries: [
      ...added.map(({ customer: { id } }) => entry('customer.registered', id)),
      ...moves.map(({ customer: { id } }) => entry('customer.phone-changed', id)),
    ],
    registered: new Map([...added, ...moves].map((one) => [referenceOf(one), one.customer])),
    held: moved.held,
    write: (tx) => inOrder(registration(tx), moved.write(tx)),
  }
}

interface Added extends Pick<HashedLine, 'line' | 'hashes'> {
  customer: Known
}
const referenceOf = (one: Added | PhoneMove): string => ('line' in one ? one.line.reference : one.reference)
const entry = (action: AuditEntry['action'], customerId: string): AuditEntry => ({
  action,
  customerId,
  objectId: customerId,
})

/** A customer without a key yet. */
const newCustomer = (ctx: Ctx, line: Numbered<Registration>, hashes: Hashes): Known => ({
  id: randomUUIDv7(),
  ...hashes,
  wrappedKey: null,
  since: line.line,
  locale: line.locale,
  phoneSealed: null,
  phoneSince: line.phoneSince ?? ctx.now,
})

/** Notes the customer's new number and the one they leave. */
function leave(
  ctx: Ctx,
  customer: Known,
  before: ReadonlyMap<number, string>,
  { reference, phone, phoneSince = ctx.now }: Registration,
  { phoneHash }: Hashes,
): PhoneMove {
  const left = { number: Math.max(0, ...before.keys()) + 1, phoneHash: customer.phoneHash }
  Object.assign(customer, { phoneHash, phoneSince, left: [...(customer.left ?? []), left] })
  return { reference, customer, left, phone }
}

/**
 * The hashes of the IINs, of these, with which customers are registered.
 * @param before the customers that earlier lines register.
 */
export async function takenHashes(
  tx: Tx,
  hashes: readonly Hashes[],
  before: ReadonlyMap<string, Known>,
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const { iinHash } = customers
  const rows = await tx
    .select({ iinHash })
    .from(customers)
    .where(sql`${iinHash} = any(${sql.param(hashes.map((one) => one.iinHash))}::text[])`)
  return new Set([...rows, ...before.values()].map((row) => row.iinHash))
}

/**
 * The faults of a registration. The IIN the customer is registered with is theirs, so it is not taken; and the reference
 * of one who is known stays as it is.
 */
function faultsOf(
  { now }: Ctx,
  { reference, phoneSince }: Registration,
  given: Hashes,
  customer: Known | undefined,
  left: ReadonlyMap<number, string>,
  taken: ReadonlySet<string>,
): Issue[] {
  const otherIin = given.iinHash !== customer?.iinHash
  const otherPhone = given.phoneHash !== customer?.phoneHash
  const faults: Issue[] = []
  if (!customer && isPersonalReference(reference)) faults.push(personalReference)
  if (customer && otherIin) faults.push(otherIdentity)
  if (otherIin && taken.has(given.iinHash)) faults.push(iinTaken)
  if (phoneSince && isMomentOrDayAhead(phoneSince, now)) faults.push(sinceAhead)
  if (customer && !otherIin && otherPhone && !mayMove(customer, left, given.phoneHash, phoneSince))
    faults.push(phoneLeft)
  return faults
}
const personalReference: Issue = { path: 'reference', key: 'customer.reference-personal' }
const otherIdentity: Issue = { path: 'reference', key: 'customer.other-identity' }
const iinTaken: Issue = { path: 'iin', key: 'customer.iin-taken' }
const sinceAhead: Issue = { path: 'phoneSince', key: 'customer.phone-since' }
const phoneLeft: Issue = { path: 'phone', key: 'customer.phone-left' }

/**
 * Gives the new customers their keys. They are written in the order of references, so that two imports of the same
 * customers cannot deadlock.
 */
async function register(ctx: Ctx, added: readonly Added[]): Promise<(tx: Tx) => Promise<unknown>> {
  if (added.length === 0) return async () => {}
  const sorted = added.toSorted((one, other) => (one.line.reference < other.line.reference ? -1 : 1))
  const keys = await Promise.all(sorted.map(({ customer }) => newCustomerKey(ctx, customer.id)))
  const rows = sorted.flatMap(({ line, hashes, customer }, at) => {
    const made = keys[at]
    if (!made) return []
    customer.key = made.key
    customer.wrappedKey = made.row.wrappedKey
    customer.phoneSealed = seal(made.key, line.phone, `customers:${customer.id}:phone`)
    return [customerRow(ctx, line, hashes, customer)]
  })
  const customerRows = arrayRows(customers, rows)
  const keyRows = arrayRows(
    customerKeys,
    keys.map(({ row }) => row),
  )
  return (tx) =>
    Promise.all([tx.insert(customers).select(customerRows), tx.insert(customerKeys).select(keyRows)])
}

const customerRow = (
  { now }: Ctx,
  line: Registration,
  hashes: Hashes,
  { id, phoneSealed }: Known,
): typeof customers.$inferInsert => ({
  id,
  reference: line.reference,
  ...hashes,
  phoneSealed,
  phoneSince: line.phoneSince ?? null,
  locale: line.locale,
  createdAt: now,
})
