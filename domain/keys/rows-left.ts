import { and, isNotNull, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { customerKeys, customers } from '#db/schema/customers.ts'
import { imports } from '#db/schema/imports.ts'
import type { KeyKind } from '#db/schema/keys.ts'
import { formerSecrets, subscriptions } from '#db/schema/systems.ts'
import { beginningOf, type Keys, unnamedMaster } from '../crypto.ts'

/** Rows that need another key than the one that writes now. */
export interface RowsLeft {
  kind: KeyKind
  /** The name of the key; empty for a lookup key of a former release, which had none. */
  keyId: string
  rows: number
}

/** The wrapped keys that are not a customer's. They say by which master key they are wrapped, as all wrapped keys do. */
export const wrappedElsewhere: readonly PgColumn[] = [
  imports.keyWrapped,
  subscriptions.secretWrapped,
  formerSecrets.secretWrapped,
]

/** Whether a wrapped key is wrapped by another master key than this one. */
export const isWrappedByOther = (column: PgColumn, master: string): SQL => {
  const beginning = beginningOf(master)
  return sql`substring(${column} from 1 for ${sql.raw(String(beginning.length))}) <> ${sql.param(beginning)}::bytea`
}

/** The name in a wrapped key, as `domain/crypto.ts` puts it there. */
const nameIn = (column: PgColumn): SQL<string> =>
  sql<string>`case when get_byte(${column}, 0) = ${sql.raw(String(beginningOf('')[0]))}
    then convert_from(substring(${column} from 3 for get_byte(${column}, 1)), 'UTF8')
    else ${sql.raw(`'${unnamedMaster}'`)} end`

/** Whose key was destroyed needs no key any more: the values are gone, and so is the customer. */
export const hasKey: SQL = sql`exists (select from ${customerKeys}
  where ${customerKeys.customerId} = ${customers.id} and ${customerKeys.wrappedKey} is not null)`

/** Counts the rows that need another key than the first of its kind, by the name of that key. */
export async function rowsLeft(tx: Tx, keys: Keys): Promise<RowsLeft[]> {
  const rows = sql<number>`count(*)`.mapWith(Number)
  const [ofCustomers, hashed, ...elsewhere] = await Promise.all([
    tx
      .select({ keyId: customerKeys.masterKeyId, rows })
      .from(customerKeys)
      .where(and(ne(customerKeys.masterKeyId, keys.master.id), isNotNull(customerKeys.wrappedKey)))
      .groupBy(customerKeys.masterKeyId),
    tx
      .select({ keyId: customers.lookupKeyId, rows })
      .from(customers)
      .where(and(ne(customers.lookupKeyId, keys.lookupKeys[0].id), hasKey))
      .groupBy(customers.lookupKeyId),
    ...wrappedElsewhere.map((column) =>
      tx
        .select({ keyId: nameIn(column), rows })
        .from(column.table)
        .where(and(isNotNull(column), isWrappedByOther(column, keys.master.id)))
        .groupBy(sql`1`),
    ),
  ])
  const masters = new Map<string, number>()
  for (const { keyId, rows } of [ofCustomers, ...elsewhere].flat())
    masters.set(keyId, (masters.get(keyId) ?? 0) + rows)
  return [
    ...[...masters].map(([keyId, rows]) => ({ kind: 'master' as const, keyId, rows })),
    ...hashed.map(({ keyId, rows }) => ({ kind: 'lookup' as const, keyId, rows })),
  ]
}
