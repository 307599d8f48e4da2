import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

/**
 * One text with its values, ready to be sent. Drizzle composes the text once, when the program first needs it:
 * composing it for every request would cost more than the database takes to answer.
 */
export interface Statement {
  text: string
  values: readonly unknown[]
}

const dialect = new PgDialect()

/**
 * Compiles a statement with named places (`sql.placeholder`) into a function that fills them.
 * Every place needs a cast in the text: values go as text, and `Date` as an ISO string.
 */
export function prepare<Name extends string>(
  statement: SQL,
): (values: Readonly<Record<Name, unknown>>) => Statement {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  const names = params.map(nameOf)
  return (values) => {
    const byName: Readonly<Record<string, unknown>> = values
    return { text, values: names.map((name) => byName[name]) }
  }
}

/** @throws TypeError on a value composed into a text that is meant for every request */
function nameOf(param: unknown): string {
  if (typeof param === 'object' && param !== null && 'name' in param && typeof param.name === 'string')
    return param.name
  throw new TypeError('a prepared statement takes its values by name')
}

/** The same as drizzle sends it, for inside a transaction that drizzle holds. */
export const asSql = ({ text, values }: Statement): SQL =>
  sql.join(
    text
      .split(/\$(\d+)/)
      .map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`)),
  )
