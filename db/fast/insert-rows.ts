import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Statement } from './statement.ts'

/** A row and the table it goes into. */
export interface NewRow {
  table: PgTable
  row: Readonly<Record<string, unknown>>
}

/** Pairs a row with its table, and types the row by it. A column that is not given is null. */
export const into = <Table extends PgTable>(table: Table, row: Table['$inferInsert']): NewRow => ({
  table,
  row,
})

interface Column {
  key: string
  toDriver(value: unknown): unknown
}
interface Insertion {
  text: string
  columns: readonly (readonly Column[])[]
}
const known = new Map<string, Insertion>()

/** One statement that writes all the rows or none. Its text is made once for each sequence of tables. */
export function insertAll(rows: readonly NewRow[]): Statement {
  const key = rows.map(({ table }) => getTableName(table)).join()
  const insertion = known.get(key) ?? compose(rows.map(({ table }) => table))
  known.set(key, insertion)
  const values = insertion.columns.flatMap((columns, at) =>
    columns.map((column) => {
      const value = rows[at]?.row[column.key] ?? null
      return value === null ? null : column.toDriver(value)
    }),
  )
  return { text: insertion.text, values }
}

function compose(tables: readonly PgTable[]): Insertion {
  let place = 0
  const parts = tables.map((table) => {
    const columns = Object.entries(getTableColumns(table)).filter(([, column]) => !column.generatedIdentity)
    const names = columns.map(([, column]) => `"${column.name}"`)
    const places = columns.map(([, column]) => `$${++place}::${column.getSQLType()}`)
    return {
      text: `insert into "${getTableName(table)}" (${names.join(', ')}) values (${places.join(', ')})`,
      columns: columns.map(([key, column]) => ({
        key,
        toDriver: (value: unknown) => column.mapToDriverValue(value),
      })),
    }
  })
  const ctes = parts.map(({ text }, at) => `row_${at} as (${text})`)
  return { text: `with ${ctes.join(', ')} select`, columns: parts.map(({ columns }) => columns) }
}
