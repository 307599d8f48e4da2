import type { PoolClient } from 'pg'

const names = new Map<string, string>()
/** More than the program has different statements. Past it a statement is sent without a name, so the map cannot grow. */
const mostNames = 1000

/**
 * Names every statement with parameters, so that the connection keeps its plan. Pages send the same few statements over
 * and over, and each has row-level policies to plan. The server plans again when the role differs from the plan's.
 */
export function keepPlans(client: PoolClient): void {
  const { query } = client
  Object.assign(client, {
    query: (statement: unknown, ...rest: unknown[]) =>
      Reflect.apply(query, client, [withName(statement), ...rest]),
  })
}

function withName(statement: unknown): unknown {
  if (!isUnnamed(statement)) return statement
  const { text } = statement
  if (!names.has(text) && names.size < mostNames) names.set(text, `arqau_${names.size}`)
  return { ...statement, name: names.get(text) }
}

/** A statement of drizzle's, with text and values. `begin` and `commit` have nothing to plan. */
const isUnnamed = (statement: unknown): statement is { text: string } =>
  typeof statement === 'object' &&
  statement !== null &&
  'text' in statement &&
  typeof statement.text === 'string' &&
  /^\s*(select|insert|update|delete|with)\b/.test(statement.text)
