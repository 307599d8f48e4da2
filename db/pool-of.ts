import { Pool } from 'pg'

/** The connections to a server; null for the embedded engine, which has none. */
export const poolOf = (db: object): Pool | null =>
  '$client' in db && db.$client instanceof Pool ? db.$client : null
