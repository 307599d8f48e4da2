import { and, asc, eq, gt, isNotNull, ne, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { arrayRows } from '#db/fast/array-rows.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { imports } from '#db/schema/imports.ts'
import { formerSecrets, subscriptions } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { masterNames } from '../crypto.ts'
import { record } from '../record.ts'
import { bookkeep } from '../transaction.ts'
import { verb } from '../verb.ts'
import { isWrappedByOther } from './rows-left.ts'

/** One transaction's share of the rows that are exchanged. */
export interface Batch {
  /** How many rows have the new key now. */
  rows: number
  /** How many were left as they are, because no key opens them or the value is not known. */
  left: number
  /** The last customer it looked at; null when there was none. */
  next: string | null
}

/** So many that a batch takes a fraction of a second, for it locks them. */
export const batchRows = 500

/**
 * Wraps a batch of keys again that another master key has wrapped: the first time also those of imports and subscriptions.
 * The rows themselves say what is left, so it can be cut off anywhere, and several workers share the rows. A key that was
 * destroyed is left so.
 * @param after the last customer of the batch before.
 * @param most how many customers a batch has.
 */
export const rewrapKeys = verb(
  'keys:exchange',
  async (ctx, after: string | null = null, most: number = batchRows): Promise<Batch> =>
    bookkeep(ctx, 'keys', async (tx) => {
      // What has no name is by the one key there is, and processes of a former release may still have to open it.
      if (masterNames(ctx.keys).length === 1) return { rows: 0, left: 0, next: null }
      const elsewhere = after === null ? await rewrapElsewhere(ctx, tx) : { rows: 0, left: 0 }
      const ofCustomers = await rewrapCustomers(ctx, tx, after, most)
      const rows = elsewhere.rows + ofCustomers.rows
      if (rows > 0)
        await record(ctx, tx, { action: 'keys.rewrapped', detail: { rows, key: ctx.keys.master.id } })
      return { rows, left: elsewhere.left + ofCustomers.left, next: ofCustomers.next }
    }),
)

async function rewrapCustomers(ctx: Ctx, tx: Tx, after: string | null, most: number): Promise<Batch> {
  const { customerId, masterKeyId, wrappedKey } = customerKeys
  const found = await tx
    .select()
    .from(customerKeys)
    .where(
      and(
        ne(masterKeyId, ctx.keys.master.id),
        isNotNull(wrappedKey),
        after === null ? undefined : gt(customerId, after),
      ),
    )
    .orderBy(asc(customerId))
    .limit(most)
    .for('update', { skipLocked: true })
  const again = await Promise.all(
    found.map(async (row) => ({
      ...row,
      masterKeyId: ctx.keys.master.id,
      wrappedKey: await rewrapped(ctx, row.wrappedKey),
    })),
  )
  const opened = again.filter((row) => row.wrappedKey !== null)
  if (opened.length > 0)
    await tx
      .update(customerKeys)
      .set({ masterKeyId: sql`again.master_key_id`, wrappedKey: sql`again.wrapped_key` })
      .from(sql`(${arrayRows(customerKeys, opened)}) as again`)
      .where(eq(customerId, sql`again.customer_id`))
  return {
    rows: opened.length,
    left: again.length - opened.length,
    next: found.at(-1)?.customerId ?? null,
  }
}

/** The key, wrapped by the first master key; null when there is none or it does not open. */
const rewrapped = async ({ keys: { master } }: Ctx, wrapped: Uint8Array | null): Promise<Uint8Array | null> =>
  wrapped &&
  master.unwrap(wrapped).then(
    (key) => master.wrap(key),
    () => null,
  )

/** The keys of imports that are not done, and the signing secrets of subscriptions: hundreds, not millions. */
async function rewrapElsewhere(ctx: Ctx, tx: Tx): Promise<{ rows: number; left: number }> {
  const isOther = (column: Parameters<typeof isWrappedByOther>[0]) =>
    isWrappedByOther(column, ctx.keys.master.id)
  let left = 0
  let rows = 0
  const { keyWrapped } = imports
  const running = await tx
    .select({ id: imports.id, keyWrapped })
    .from(imports)
    .where(and(isNotNull(keyWrapped), isOther(keyWrapped)))
    .limit(batchRows)
    .for('update', { skipLocked: true })
  for (const { id, keyWrapped } of running) {
    const again = await rewrapped(ctx, keyWrapped)
    if (again) await tx.update(imports).set({ keyWrapped: again }).where(eq(imports.id, id))
    if (again) rows += 1
    else left += 1
  }
  for (const table of [subscriptions, formerSecrets]) {
    const { id, secretWrapped } = table
    const signing = await tx
      .select({ id, secretWrapped })
      .from(table)
      .where(isOther(secretWrapped))
      .limit(batchRows)
      .for('update', { skipLocked: true })
    for (const secret of signing) {
      const again = await rewrapped(ctx, secret.secretWrapped)
      if (again) await tx.update(table).set({ secretWrapped: again }).where(eq(id, secret.id))
      if (again) rows += 1
      else left += 1
    }
  }
  return { rows, left }
}
