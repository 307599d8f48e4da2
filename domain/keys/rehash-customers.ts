import { and, asc, eq, gt, isNotNull, ne, or, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { staff } from '#db/schema/staff.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { iinPlace, phonePlace } from '../customers/kept-identity.ts'
import { record } from '../record.ts'
import { bookkeep } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type Batch, batchRows } from './rewrap-keys.ts'

/**
 * Makes the hashes of a batch of customers again by the first lookup key, from the IIN and the number that are kept,
 * sealed: both or neither. A customer of whom either is known by its hash alone is left, until the bank sends their
 * registration again. The rows themselves say what is left, so it can be cut off anywhere, and several workers share them.
 * With one lookup key it only tidies up: rows of a former release get that key's name, and claims of IINs go.
 * @param after the last customer of the batch before.
 * @param most how many customers a batch has.
 */
export const rehashCustomers = verb(
  'keys:exchange',
  async (ctx, after: string | null = null, most: number = batchRows): Promise<Batch> =>
    bookkeep(ctx, 'keys', async (tx) => {
      const { lookupKeys } = ctx.keys
      const batch =
        lookupKeys.length > 1 ? await rehash(ctx, tx, after, most) : await tidy(ctx, tx, after, most)
      const { rows } = batch
      if (rows > 0)
        await record(ctx, tx, { action: 'keys.rehashed', detail: { rows, key: lookupKeys[0].id } })
      return batch
    }),
)

async function rehash(ctx: Ctx, tx: Tx, after: string | null, most: number): Promise<Batch> {
  const found = await kept(
    tx,
    and(ne(customers.lookupKeyId, ctx.keys.lookupKeys[0].id), laterThan(after)),
    most,
  )
  const again = await Promise.all(found.map((row) => rehashed(ctx, row)))
  const made = again.filter((row) => row !== null)
  if (made.length > 0) {
    const from = sql.param(made.map(({ former }) => former))
    const to = sql.param(made.map(({ row }) => row.iinHash))
    await Promise.all([
      tx
        .update(customers)
        .set({
          iinHash: sql`again.iin_hash`,
          phoneHash: sql`again.phone_hash`,
          lookupKeyId: sql`again.lookup_key_id`,
        })
        .from(
          sql`(${arrayRows(
            customers,
            made.map(({ row }) => row),
          )}) as again`,
        )
        .where(eq(customers.id, sql`again.id`)),
      // A member of staff who is this customer is known by the same hash, and gives their IIN only when they sign in.
      tx
        .update(staff)
        .set({ iinHash: sql`again.made` })
        .from(sql`unnest(${from}::text[], ${to}::text[]) as again (former, made)`)
        .where(eq(staff.iinHash, sql`again.former`)),
    ])
  }
  return { rows: made.length, left: found.length - made.length, next: found.at(-1)?.row.id ?? null }
}

const laterThan = (after: string | null) => (after === null ? undefined : gt(customers.id, after))

const heldIin = alias(holdings, 'held_iin')
const heldPhone = alias(holdings, 'held_phone')

/** Customers whose key was not destroyed, with all that is kept of their IIN and number. It locks them. */
const kept = (tx: Tx, where: SQL | undefined, most: number) =>
  tx
    .select({
      row: customers,
      wrapped: customerKeys.wrappedKey,
      heldIin: { id: heldIin.id, sealed: heldIin.valueSealed },
      heldPhone: { id: heldPhone.id, sealed: heldPhone.valueSealed },
    })
    .from(customers)
    .innerJoin(
      customerKeys,
      and(eq(customerKeys.customerId, customers.id), isNotNull(customerKeys.wrappedKey)),
    )
    .leftJoin(heldIin, and(eq(heldIin.customerId, customers.id), eq(heldIin.field, 'iin')))
    .leftJoin(heldPhone, and(eq(heldPhone.customerId, customers.id), eq(heldPhone.field, 'phone')))
    .where(where)
    .orderBy(asc(customers.id))
    .limit(most)
    .for('update', { of: customers, skipLocked: true })
type Kept = Awaited<ReturnType<typeof kept>>[number]

/** The row with its hashes made again, and the former hash of the IIN; null where what it needs is not kept. */
async function rehashed({ keys }: Ctx, { row, wrapped, ...held }: Kept) {
  const key = wrapped && (await keys.master.unwrap(wrapped).catch(() => null))
  if (!key) return null
  /** The first of these that is what the hash is of: what is held may be older than the registration. */
  const textOf = (
    kind: 'iin' | 'phone',
    hash: string,
    ...texts: { sealed: Uint8Array | null; place: string }[]
  ) =>
    texts
      .flatMap(({ sealed, place }) => (sealed ? openText(key, sealed, place) : []))
      .find((text) => keys.lookups(kind, text).includes(hash))
  const holding = (one: Kept['heldIin']) => ({
    sealed: one?.sealed ?? null,
    place: `holdings:${one?.id}:value`,
  })
  const iin = textOf(
    'iin',
    row.iinHash,
    { sealed: row.iinSealed, place: iinPlace(row) },
    holding(held.heldIin),
  )
  const phone = textOf(
    'phone',
    row.phoneHash,
    { sealed: row.phoneSealed, place: phonePlace(row) },
    holding(held.heldPhone),
  )
  if (iin === undefined || phone === undefined) return null
  const hashes = { iinHash: keys.lookup('iin', iin), phoneHash: keys.lookup('phone', phone) }
  return { former: row.iinHash, row: { ...row, ...hashes, lookupKeyId: keys.lookupKeys[0].id } }
}

/** A start with one key finds no hash by another, so a row without a name has that one. */
async function tidy(ctx: Ctx, tx: Tx, after: string | null, most: number): Promise<Batch> {
  const { id, lookupKeyId, iinClaim } = customers
  const found = await tx
    .select({ id })
    .from(customers)
    .where(and(or(eq(lookupKeyId, ''), isNotNull(iinClaim)), laterThan(after)))
    .orderBy(asc(id))
    .limit(most)
    .for('update', { skipLocked: true })
  const next = found.at(-1)?.id ?? null
  if (next === null) return { rows: 0, left: 0, next }
  const name = ctx.keys.lookupKeys[0].id
  await tx
    .update(customers)
    .set({ lookupKeyId: sql`coalesce(nullif(${lookupKeyId}, ''), ${name})`, iinClaim: null })
    .where(sql`${id} = any(${sql.param(found.map((row) => row.id))}::uuid[])`)
  return { rows: found.length, left: 0, next }
}
