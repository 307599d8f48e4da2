import type { z } from 'zod'
import { locales } from '#policy/locale.ts'
import { type JsonSchema, jsonSchema } from './json-schema.ts'
import type { Operation } from './operation.ts'

/** The source of a client in TypeScript for the operations: types and one function each, over `fetch`. */
export function clientSource(operations: readonly Operation[]): string {
  return [
    head,
    ...operations.flatMap(typesOf),
    'export type Client = ReturnType<typeof makeClient>\n',
    '/** Makes a client of the machine API. */',
    'export function makeClient(access: Access) {',
    'const call = caller(access)',
    'return {',
    operations.map(methodOf).join(',\n\n'),
    '}',
    '}',
    tail,
  ].join('\n')
}

const head = `// Made of docs/openapi.json by \`npm run openapi\`. It needs \`fetch\` and nothing else.

export interface Access {
  /** Where the portal is served, such as \`https://privacy.example.kz\`. */
  address: string
  /** A key of the system: \`arqau_…\`. */
  key: string
  fetch?: typeof globalThis.fetch
}

export interface Options {
  /** Names a write, so that it happens once however often it is sent. */
  idempotencyKey?: string
  /** In which language refusals are told. */
  language?: ${locales.map((locale) => `'${locale}'`).join(' | ')}
  signal?: AbortSignal
}

/** Problem details (RFC 9457). */
export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  requestId: string
  errors?: { path: string; detail: string }[]
}

/** The API refused; \`problem\` says why. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly problem: Problem
  /** Seconds to wait before trying again; null where that would not help. */
  readonly retryAfter: number | null
  constructor(problem: Problem, retryAfter: number | null) {
    super(\`\${problem.status} \${problem.detail}\`)
    this.problem = problem
    this.retryAfter = retryAfter
  }
}
`

const tail = `
type Query = Record<string, string | number | undefined>
interface Sent extends Options {
  query?: Query
  json?: unknown
  lines?: ReadableStream<Uint8Array>
}

function caller({ address, key, fetch = globalThis.fetch }: Access) {
  return async <Answer>(method: string, path: string, sent: Sent = {}): Promise<Answer> => {
    const url = new URL(\`/api/v1\${path}\`, address)
    for (const [name, value] of Object.entries(sent.query ?? {}))
      if (value !== undefined) url.searchParams.set(name, String(value))
    const headers: Record<string, string> = { authorization: \`Bearer \${key}\`, accept: 'application/json' }
    if (sent.idempotencyKey !== undefined) headers['idempotency-key'] = sent.idempotencyKey
    if (sent.language) headers['accept-language'] = sent.language
    if (sent.json !== undefined) headers['content-type'] = 'application/json'
    if (sent.lines) headers['content-type'] = 'application/x-ndjson'
    const init: RequestInit & { duplex?: 'half' } = { method, headers, signal: sent.signal ?? null }
    if (sent.json !== undefined) init.body = JSON.stringify(sent.json)
    if (sent.lines) Object.assign(init, { body: sent.lines, duplex: 'half' })
    const response = await fetch(url, init)
    if (response.ok) return response.json()
    const wait = response.headers.get('retry-after')
    throw new ApiError(await problemOf(response), wait === null ? null : Number(wait))
  }
}

/** What stands between may answer in its own words. */
async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) return response.json()
  const detail = (await response.text()).slice(0, 200) || response.statusText
  return { type: 'about:blank', title: response.statusText, status: response.status, detail, requestId: '' }
}
`

const nameOf = (id: string) => id.slice(0, 1).toUpperCase() + id.slice(1)

function typesOf({ id, query, body, answer }: Operation): string[] {
  const name = nameOf(id)
  return [
    ...(query ? [`export type ${name}Query = ${typeOf(jsonSchema(query, 'input'))}\n`] : []),
    ...(body && body !== 'ndjson'
      ? [`export type ${name}Body = ${typeOf(jsonSchema(body, 'input'))}\n`]
      : []),
    `export type ${name}Answer = ${typeOf(jsonSchema(answer, 'output'))}\n`,
  ]
}

function methodOf({ id, method, path, summary, params, query, body, keepsAnswer }: Operation): string {
  const name = nameOf(id)
  const given = [
    ...(params ? [`params: ${typeOf(jsonSchema(params, 'input'))}`] : []),
    ...(body === 'ndjson' ? ['lines: ReadableStream<Uint8Array>'] : body ? [`json: ${name}Body`] : []),
    ...(query ? [`query: ${name}Query${needsQuery(query) ? '' : ' = {}'}`] : []),
    `options: ${keepsAnswer ? 'Options' : "Omit<Options, 'idempotencyKey'>"} = {}`,
  ]
  const sent = [
    '...options',
    ...(body === 'ndjson' ? ['lines'] : body ? ['json'] : []),
    ...(query ? ['query'] : []),
  ]
  const address = path.replace(/\{(\w+)\}/g, (_, param) => `\${encodeURIComponent(params.${param})}`)
  const quoted = params ? `\`${address}\`` : `'${address}'`
  return [
    `/** ${summary}. */`,
    `${id}: (${given.join(', ')}) => call<${name}Answer>('${method}', ${quoted}, { ${sent.join(', ')} })`,
  ].join('\n')
}

const needsQuery = (query: z.ZodObject): boolean => (jsonSchema(query, 'input').required ?? []).length > 0

/** A schema as a type. */
function typeOf(schema: JsonSchema): string {
  const { anyOf, oneOf, type, const: only } = schema
  const either = anyOf ?? oneOf
  if (either) return [...new Set(either.map(typeOf))].join(' | ')
  if (only !== undefined) return JSON.stringify(only)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one })).join(' | ')
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return schema.items ? `(${typeOf(schema.items)})[]` : 'unknown[]'
    case 'object':
      return objectOf(schema)
    default:
      return 'unknown'
  }
}

function objectOf({ properties, required = [], additionalProperties }: JsonSchema): string {
  if (!properties)
    return `Record<string, ${typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown'}>`
  const members = Object.entries(properties).map(([name, schema]) => {
    const said = schema.description ? `/** ${schema.description} */\n` : ''
    return `${said}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)}`
  })
  return `{\n${members.join('\n')}\n}`
}
