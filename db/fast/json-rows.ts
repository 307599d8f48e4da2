import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '../client.ts'

/** Which rows of a table, in which order, and how many at most. */
export interface RowQuery {
  where: SQL | undefined
  orderBy: SQL[]
  limit: number
}

/**
 * Rows of a table as drizzle maps them, read as one JSON value: the database writes it and the engine of JavaScript reads
 * it whole, which takes a third of the time of mapping the values of each row one by one.
 * @throws TypeError for a table with a type that JSON does not bring back as it was
 */
export async function jsonRows<Table extends PgTable>(
  tx: Tx,
  table: Table,
  { where, orderBy, limit }: RowQuery,
): Promise<Table['$inferSelect'][]> {
  const columns: [string, PgColumn][] = Object.entries(getTableColumns(table))
  const named = Object.fromEntries(columns.map(([key, column]) => [key, sql`${column}`.as(key)]))
  const page = tx
    .select(named)
    .from(table as PgTable)
    .where(where)
    .orderBy(...orderBy)
    .limit(limit)
    .as('page')
  const [found] = await tx.select({ rows: sql<Record<string, unknown>[] | null>`json_agg(page)` }).from(page)
  const rows = found?.rows ?? []
  for (const [key, column] of columns) {
    const decode = decoderOf(column)
    if (decode) for (const row of rows) if (typeof row[key] === 'string') row[key] = decode(row[key])
  }
  return rows
}

/** What makes a value of a text in JSON; null where JSON has the value itself. */
function decoderOf(column: PgColumn): ((text: string) => unknown) | null {
  const type = column.getSQLType()
  if (sameInJson.includes(type)) return null
  if (type === 'timestamp with time zone') return (text) => new Date(text)
  if (type === 'bytea') return (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))
  throw new TypeError(`${column.name} is a ${type}, which JSON does not bring back as it was`)
}
const sameInJson = ['text', 'text[]', 'uuid', 'jsonb', 'integer', 'boolean']
