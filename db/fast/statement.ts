import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'

/**
 * The text of a statement with its values, ready to be sent. Drizzle composes the text once, when it is first needed;
 * composing it for every request would take longer than the database's answer.
 */
export interface Statement {
  text: string
  values: readonly unknown[]
}

const dialect = new PgDialect()

/**
 * Compiles a statement with named placeholders (`sql.placeholder`) into a function that fills them.
 * Every placeholder needs a cast in the text: values are sent as text, and a `Date` as an ISO string.
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

/** @throws TypeError when a value, not a placeholder, was composed into the text, which all requests share. */
function nameOf(param: unknown): string {
  if (typeof param === 'object' && param !== null && 'name' in param && typeof param.name === 'string')
    return param.name
  throw new TypeError('a prepared statement takes its values by name')
}

/** A time in milliseconds since 1970, as a number: a statement that is sent alone brings no `Date` back. */
export const epochMs = (time: SQL): SQL => sql`round(date_part('epoch', ${time}) * 1000)`

/** The same statement for drizzle to send inside one of its own transactions. */
export const asSql = ({ text, values }: Statement): SQL =>
  sql.join(
    text
      .split(/\$(\d+)/)
      .map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`)),
  )
