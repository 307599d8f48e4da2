import type { PgRole } from 'drizzle-orm/pg-core'
import type { Db, Tx } from './client.ts'
import { openTransaction } from './transaction.ts'

/** Works as one of the database roles without a verb, so without an audit row: for the demo's past and for tests alone. */
export const asRole = <T>(db: Db, role: PgRole, work: (tx: Tx) => Promise<T>): Promise<T> =>
  openTransaction(db, { accessMode: 'read write', settings: { role: role.name } }, work)
