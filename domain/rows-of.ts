import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'

/**
 * Rows as a `select` over one array a column, for `insert(table).select(…)`: any number of them in a statement
 * whose text is always the same. What a row lacks is null.
 */
export function rowsOf<Table extends PgTable>(
  table: Table,
  rows: readonly (Table['$inferInsert'] & Record<string, unknown>)[],
): SQL {
  const columns: [string, PgColumn][] = Object.entries(getTableColumns(table))
  const arrays = columns.map(([key, column]) => {
    const values = rows.map((row: Record<string, unknown>) => {
      const value = row[key] ?? null
      return value === null ? null : column.mapToDriverValue(value)
    })
    return sql`${sql.param(values)}::${sql.raw(carrier(column))}[]`
  })
  const names = columns.map(([, column]) => sql.identifier(column.name))
  const values = columns.map(([, column], at) => sql`${names[at]}::${sql.raw(column.getSQLType())}`)
  return sql`select ${sql.join(values, sql`, `)} from unnest(${sql.join(arrays, sql`, `)}) as rows (${sql.join(names, sql`, `)})`
}

/** What travels as an array's element: arrays and JSON as their text, for `unnest` would flatten the one. */
function carrier(column: PgColumn): string {
  const type = column.getSQLType()
  return type.endsWith('[]') || type === 'jsonb' ? 'text' : type
}
