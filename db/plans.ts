import type { PoolClient } from 'pg'

const names = new Map<string, string>()
/** More texts than the program has; past it a statement is sent without a name, and nothing piles up anywhere. */
const mostNames = 1000

/**
 * Makes a connection keep the plan of every statement with parameters, by giving the statement a name: pages ask
 * the same few over and over, each with its row-level policies to plan. The server plans anew when the role differs
 * from the one a plan was made for.
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

/** What drizzle sends of its own: text with values beside it. `begin` and `commit` have nothing to plan. */
const isUnnamed = (statement: unknown): statement is { text: string } =>
  typeof statement === 'object' &&
  statement !== null &&
  'text' in statement &&
  typeof statement.text === 'string' &&
  /^\s*(select|insert|update|delete|with)\b/.test(statement.text)
