import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { binaryArray, isElementType } from './binary-array.ts'

/**
 * Rows as a `select` over one array for each column, for `insert(table).select(…)`. The text of the statement is the
 * same for any number of rows, so its plan can be kept. A column that a row lacks is null.
 */
export function arrayRows<Table extends PgTable>(
  table: Table,
  rows: readonly (Table['$inferInsert'] & Record<string, unknown>)[],
): SQL {
  const columns: [string, PgColumn][] = Object.entries(getTableColumns(table))
  const arrays = columns.map(([key, column]) => {
    const { type, carry } = carrierOf(column)
    const values = rows.map((row: Record<string, unknown>) => carry(row[key] ?? null))
    return sql`${sql.param(binaryArray(type, values))}::${sql.raw(type)}[]`
  })
  const names = columns.map(([, column]) => sql.identifier(column.name))
  const values = columns.map(([, column], at) => sql`${names[at]}::${sql.raw(column.getSQLType())}`)
  return sql`select ${sql.join(values, sql`, `)} from unnest(${sql.join(arrays, sql`, `)}) as rows (${sql.join(names, sql`, `)})`
}

/** How one value becomes an array's element: as it is, or, for arrays and JSON, as text. */
function carrierOf(column: PgColumn) {
  const type = column.getSQLType()
  if (isElementType(type)) return { type, carry: (value: unknown) => value }
  const carry = (value: unknown) => (value === null ? null : String(column.mapToDriverValue(value)))
  return { type: 'text' as const, carry }
}
