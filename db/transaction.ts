import { type SQL, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { escapeLiteral, type Pool } from 'pg'
import type { Db, Tx } from './client.ts'
import { asSql, type Statement } from './fast/statement.ts'
import { poolOf } from './pool-of.ts'

/** How a transaction begins: whether it may write, and the settings that hold until it ends. */
export interface TransactionOpening {
  accessMode: 'read only' | 'read write'
  settings: Readonly<Record<string, string>>
}

/**
 * Does the work in a transaction whose settings hold from the first statement on. All of it is kept, or nothing when
 * the work throws. On a server the settings are sent together with `begin`, which saves a round trip.
 */
export function openTransaction<T>(
  db: Db,
  opening: TransactionOpening,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const pool = poolOf(db)
  if (pool) return onServer(pool, opening, work)
  const { accessMode, settings } = opening
  return db.transaction(
    async (tx) => {
      await tx.execute(setting(settings))
      return work(tx)
    },
    { accessMode },
  )
}

/**
 * Sends one statement as a transaction of its own. On connections that already have the role it is sent alone, in one
 * round trip; row-level settings do not hold then, so the role alone must keep it from other customers' rows.
 * @returns its rows.
 */
export async function runAlone<Row extends object>(
  db: Db,
  opening: TransactionOpening,
  { text, values }: Statement,
): Promise<Row[]> {
  const pool = poolOf(db)
  if (pool && 'fixedRole' in db && db.fixedRole === opening.settings.role)
    return (await pool.query<Row>({ text, values: [...values] })).rows
  return openTransaction(db, opening, async (tx) => rowsOf<Row>(await tx.execute(asSql({ text, values }))))
}

const rowsOf = <Row>(result: unknown): Row[] =>
  typeof result === 'object' && result !== null && 'rows' in result && Array.isArray(result.rows)
    ? result.rows
    : []

const setting = (settings: TransactionOpening['settings']): SQL =>
  sql`select ${sql.join(
    Object.entries(settings).map(([name, value]) => sql`set_config(${name}, ${value}, true)`),
    sql`, `,
  )}`

async function onServer<T>(
  pool: Pool,
  opening: TransactionOpening,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(beginning(opening))
    const result = await work(drizzle(client))
    const { command } = await client.query('commit')
    if (command !== 'COMMIT') throw new Error('a statement failed, and what followed was not kept')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  }
}

/** One text, so that no statement can run before the settings: without them a transaction has its owner's rights. */
function beginning({ accessMode, settings }: TransactionOpening): string {
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config(${escapeLiteral(name)}, ${escapeLiteral(value)}, true)`,
  )
  return `begin ${accessMode}; select ${set.join(', ')}`
}
