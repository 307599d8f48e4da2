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
import type { WellFormed } from '../parse.ts'
import { inOrder, type Numbered, type PlanOf } from '../plan.ts'
import { newCustomerKey } from './customer-key.ts'
import {
  type BareLine,
  claimOf,
  iinPlace,
  isBare,
  isExchanged,
  keepIdentities,
  phonePlace,
} from './kept-identity.ts'
import type { Known, KnownCustomers } from './known-customers.ts'
import { movePhones, type PhoneMove } from './move-phones.ts'
import { isPersonalReference } from './personal-reference.ts'
import { type HeldPhone, leftBy, mayMove } from './phone-history.ts'
import {
  hasIin,
  hasPhone,
  type IdentityHashes,
  identityHashes,
  type Registration,
  rowHashes,
} from './registration.ts'

/** A registration with the hashes by which the customer will be found. */
export interface HashedLine {
  line: Numbered<Registration>
  hashes: IdentityHashes
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
  /** Whether it keeps IINs or numbers of which only the hash was there: nothing else of a customer changes by that. */
  keeps: boolean
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
  const bare: BareLine[] = []
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
      for (const hash of hashes.iin) taken.add(hash)
    } else {
      if (!hasPhone(hashes, customer)) moves.push(leave(ctx, customer, left, line, hashes))
      if (isExchanged(ctx) && isBare(customer)) bare.push({ line, customer })
    }
  }
  const registration = await register(ctx, added)
  const moved = await movePhones(ctx, moves, held)
  const kept = await keepIdentities(ctx, bare)
  return {
    changed: added.length + moves.length,
    faulty,
    entries: [
      ...added.map(({ customer: { id } }) => entry('customer.registered', id)),
      ...moves.map(({ customer: { id } }) => entry('customer.phone-changed', id)),
    ],
    registered: new Map([...added, ...moves].map((one) => [referenceOf(one), one.customer])),
    held: moved.held,
    keeps: kept !== null,
    write: (tx) => inOrder(registration(tx), moved.write(tx), ...(kept ? [kept(tx)] : [])),
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

/** The rows of somebody who is registered: their own, with what identifies them sealed, and the one of their key. */
export const rowsOfNew = (ctx: Ctx, line: Numbered<Registration>, hashes: IdentityHashes) =>
  rowsOf(ctx, line, hashes, newCustomer(ctx, line, hashes))

/** Makes the rows of a new customer, and gives the customer the key. */
async function rowsOf(ctx: Ctx, line: Registration, hashes: IdentityHashes, customer: Known) {
  const { key, row: keyRow } = await newCustomerKey(ctx, customer.id)
  customer.key = key
  customer.wrappedKey = keyRow.wrappedKey
  customer.phoneSealed = seal(key, line.phone, phonePlace(customer))
  const iinSealed = seal(key, line.iin, iinPlace(customer))
  return {
    key,
    keyRow,
    row: { ...customerRow(ctx, line, customer), iinSealed, iinClaim: claimOf(ctx, hashes) },
  }
}

/** A customer without a key yet. */
const newCustomer = (ctx: Ctx, line: Numbered<Registration>, hashes: IdentityHashes): Known => ({
  id: randomUUIDv7(),
  ...rowHashes(hashes),
  isIinKept: true,
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
  hashes: IdentityHashes,
): PhoneMove {
  const { phoneHash } = rowHashes(hashes)
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
  hashes: readonly IdentityHashes[],
  before: ReadonlyMap<string, Known>,
): Promise<Set<string>> {
  if (hashes.length === 0) return new Set()
  const { iinHash } = customers
  const rows = await tx
    .select({ iinHash })
    .from(customers)
    .where(sql`${iinHash} = any(${sql.param(hashes.flatMap((one) => one.iin))}::text[])`)
  return new Set([...rows, ...before.values()].map((row) => row.iinHash))
}

/**
 * The faults of a registration. The IIN the customer is registered with is theirs, so it is not taken; and the reference
 * of one who is known stays as it is.
 */
function faultsOf(
  { now }: Ctx,
  { reference, phoneSince }: Registration,
  given: IdentityHashes,
  customer: Known | undefined,
  left: ReadonlyMap<number, string>,
  taken: ReadonlySet<string>,
): Issue[] {
  const otherIin = !customer || !hasIin(given, customer)
  const otherPhone = !customer || !hasPhone(given, customer)
  // First, as the verb finds it: it is a fault of the line by itself.
  const faults = sinceFaults(now, { phoneSince })
  if (!customer && isPersonalReference(reference)) faults.push(personalReference)
  if (customer && otherIin) faults.push(otherIdentity)
  if (otherIin && given.iin.some((hash) => taken.has(hash))) faults.push(iinTaken)
  if (customer && !otherIin && otherPhone && !mayMove(customer, left, given, phoneSince))
    faults.push(phoneLeft)
  return faults
}
/** The fault of a phone that the customer is to have had since a time that has not come. */
export const sinceFaults = (
  now: Date,
  { phoneSince }: Pick<WellFormed<Registration>, 'phoneSince'>,
): Issue[] =>
  phoneSince && isMomentOrDayAhead(phoneSince, now)
    ? [{ path: 'phoneSince', key: 'customer.phone-since' }]
    : []
const personalReference: Issue = { path: 'reference', key: 'customer.reference-personal' }
const otherIdentity: Issue = { path: 'reference', key: 'customer.other-identity' }
const iinTaken: Issue = { path: 'iin', key: 'customer.iin-taken' }
const phoneLeft: Issue = { path: 'phone', key: 'customer.phone-left' }

/**
 * Gives the new customers their keys. They are written in the order of references, so that two imports of the same
 * customers cannot deadlock.
 */
async function register(ctx: Ctx, added: readonly Added[]): Promise<(tx: Tx) => Promise<unknown>> {
  if (added.length === 0) return async () => {}
  const sorted = added.toSorted((one, other) => (one.line.reference < other.line.reference ? -1 : 1))
  const made = await Promise.all(
    sorted.map(({ line, hashes, customer }) => rowsOf(ctx, line, hashes, customer)),
  )
  const customerRows = arrayRows(
    customers,
    made.map(({ row }) => row),
  )
  const keyRows = arrayRows(
    customerKeys,
    made.map(({ keyRow }) => keyRow),
  )
  return (tx) =>
    Promise.all([tx.insert(customers).select(customerRows), tx.insert(customerKeys).select(keyRows)])
}

const customerRow = (
  { now, keys }: Ctx,
  line: Registration,
  { id, iinHash, phoneHash, phoneSealed }: Known,
): typeof customers.$inferInsert => ({
  id,
  reference: line.reference,
  iinHash,
  phoneHash,
  lookupKeyId: keys.lookupKeys[0].id,
  phoneSealed,
  phoneSince: line.phoneSince ?? null,
  locale: line.locale,
  createdAt: now,
})
