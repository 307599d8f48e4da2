import { and, count, eq, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import type { KeyKind } from '#db/schema/keys.ts'
import { type Keys, masterNames, unnamedMaster } from '../crypto.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { hasKey, type RowsLeft, rowsLeft } from './rows-left.ts'

/** How far the exchange of keys has come. */
export interface KeysView {
  /** The names of the keys of each kind, the one that writes first. */
  keys: Record<KeyKind, string[]>
  /** The rows that need another key than the one that writes. */
  left: RowsLeft[]
  /** Of these, the customers of whose IIN or number only the hash is kept: their registrations have to be sent again. */
  hashAlone: number
}

/** Shows by which keys the database is filled, and how many rows still need another than the present one. */
export const showKeys = verb('keys:exchange', async (ctx): Promise<KeysView> => {
  const master = masterNames(ctx.keys)
  const { left, hashAlone } = await read(ctx, async (tx) => {
    const [left, hashAlone] = await Promise.all([rowsLeft(tx, ctx.keys), countHashAlone(tx, ctx.keys)])
    return { left, hashAlone }
  })
  return {
    keys: { master, lookup: ctx.keys.lookupKeys.map(({ id }) => id) },
    // With one master key, that is the one by which what has no name is wrapped; a start has made sure of it.
    left: left.filter(({ kind, keyId }) => kind !== 'master' || keyId !== unnamedMaster || master.length > 1),
    hashAlone,
  }
})

async function countHashAlone(tx: Tx, { lookupKeys }: Keys): Promise<number> {
  const lacks = (sealed: typeof customers.iinSealed | typeof customers.phoneSealed, field: string) =>
    and(
      isNull(sealed),
      notExists(
        tx
          .select({ one: sql`1` })
          .from(holdings)
          .where(and(eq(holdings.customerId, customers.id), eq(holdings.field, field))),
      ),
    )
  const [row] = await tx
    .select({ rows: count() })
    .from(customers)
    .where(
      and(
        ne(customers.lookupKeyId, lookupKeys[0].id),
        ne(customers.lookupKeyId, ''),
        hasKey,
        or(lacks(customers.iinSealed, 'iin'), lacks(customers.phoneSealed, 'phone')),
      ),
    )
  return row?.rows ?? 0
}
