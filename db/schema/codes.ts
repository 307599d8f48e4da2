import { getTableName, type SQL, sql } from 'drizzle-orm'
import { type AnyPgColumn, check } from 'drizzle-orm/pg-core'

type Codes = readonly (string | number)[]

const listed = (codes: Codes): SQL =>
  sql.raw(codes.map((code) => (typeof code === 'string' ? `'${code}'` : code)).join(', '))
const constant = (codes: Codes): SQL => sql.raw(`'{${codes.join()}}'`)
const checked = (column: AnyPgColumn, holds: SQL) =>
  check(`${getTableName(column.table)}_${column.name}_known`, holds)

/** Whether a column holds one of the codes. They stand in the text, since no index can have them as parameters. */
export const isOneOf = (column: AnyPgColumn, codes: Codes): SQL => sql`${column} in (${listed(codes)})`

/**
 * Has the database refuse a code that is not in the list of the column. The list is one constant, since the server reads
 * the checks of a table anew for every statement that writes to it.
 */
export const onlyKnown = (column: AnyPgColumn, codes: Codes) =>
  checked(column, sql`${column} = any(${constant(codes)})`)

/** The same of a column of arrays. */
export const onlyKnownIn = (column: AnyPgColumn, codes: Codes) =>
  checked(column, sql`${column} <@ ${constant(codes)}`)
