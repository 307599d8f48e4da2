import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { closedHeaders } from '#api/http/answers.ts'
import type { JsonSchema } from '#api/v1/json-schema.ts'

interface Reference {
  $ref: string
}
interface Header {
  required?: boolean
  schema: JsonSchema
}
interface DocumentedResponse {
  headers?: Record<string, Header | Reference>
  content?: Record<string, { schema: JsonSchema }>
}
interface DocumentedOperation {
  responses: Record<string, DocumentedResponse | Reference>
}
export interface Documented {
  paths: Record<string, Record<string, DocumentedOperation>>
  components: Record<string, Record<string, unknown>>
}

/** A response as it came, its body read. */
export interface Answer {
  status: number
  headers: Headers
  text: string
}

/** Headers a response may have without its being said of each: those of HTTP itself. */
const usual = new Set(
  'allow accept accept-encoding cache-control connection content-encoding content-language content-length content-type date keep-alive transfer-encoding vary'.split(
    ' ',
  ),
)

/**
 * Holds responses to the document: the status is one that the operation names, the body is what the schema says, no
 * header is missing, wrong or unheard of, and those of every closed answer are there.
 */
export function conformance(document: Documented) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(document, 'openapi')
  const compiled = new Map<string, ValidateFunction>()
  const check = (schema: JsonSchema, value: unknown, what: string) => {
    const name = JSON.stringify(schema)
    const validate = compiled.get(name) ?? ajv.compile(absolute(schema))
    compiled.set(name, validate)
    if (!validate(value)) throw new Error(`${what}: ${ajv.errorsText(validate.errors)}`)
  }
  const resolve = <Part extends object>(part: Part | Reference): Part => {
    if (!('$ref' in part)) return part
    const [, group = '', name = ''] = /^#\/components\/(\w+)\/(\w+)$/.exec(part.$ref) ?? []
    const found = document.components[group]?.[name]
    if (!found) throw new Error(`the document has no ${part.$ref}`)
    return found as Part
  }

  /** @throws Error that says what of the answer is not as documented */
  return (method: string, path: string, answer: Answer): void => {
    const asked = `${method} ${path.split('?')[0]} answered ${answer.status}`
    const response = documented(document, method, path, answer.status)
    if (!response) throw new Error(`${asked}, which is not documented`)
    const { headers = {}, content = {} } = resolve<DocumentedResponse>(response)
    const known = new Map(
      Object.entries(headers).map(([name, header]) => [name.toLowerCase(), resolve<Header>(header)]),
    )
    for (const [name, { required, schema }] of known) {
      const value = answer.headers.get(name)
      if (value !== null) check(schema, value, `${asked}, header ${name}`)
      else if (required) throw new Error(`${asked} without the header ${name}`)
    }
    for (const name of answer.headers.keys())
      if (!known.has(name) && !usual.has(name) && !(name in closedHeaders))
        throw new Error(`${asked} with the header ${name}, not documented`)
    for (const [name, value] of Object.entries(closedHeaders))
      if (answer.headers.get(name) !== value) throw new Error(`${asked} without ${name}: ${value}`)
    if (answer.headers.get('cache-control') !== 'no-store') throw new Error(`${asked} without no-store`)
    if (method === 'HEAD' || answer.status === 204) return
    const type = answer.headers.get('content-type') ?? ''
    const described = content[type]
    if (!described) throw new Error(`${asked} as ${type || 'nothing'}, not documented`)
    check(described.schema, JSON.parse(answer.text), asked)
  }
}

export const documentOnDisk = (): Documented => JSON.parse(readFileSync('docs/openapi.json', 'utf8'))

/** Within a schema of its own a pointer into the document must name the document. */
const absolute = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/'))

/** What the document says of such an answer. Of an address or a method that it does not have: that it is a problem. */
function documented(document: Documented, method: string, path: string, status: number) {
  const below = path.split('?')[0]?.replace(/^\/api\/v1/, '') ?? ''
  const template = Object.keys(document.paths).find((one) =>
    new RegExp(`^${one.replace(/\{\w+\}/g, '[^/]+')}$`).test(below),
  )
  if (!isEncoded(below)) return status === 400 ? outside(document, 400) : undefined
  if (!template) return status === 404 ? outside(document, 404) : undefined
  if (method === 'OPTIONS') return status === 204 ? outside(document, 204) : undefined
  const operation = document.paths[template]?.[method === 'HEAD' ? 'get' : method.toLowerCase()]
  if (!operation) return status === 405 ? outside(document, 405) : undefined
  return operation.responses[status]
}

function isEncoded(path: string): boolean {
  try {
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}

/** Of what no operation is answerable for the document cannot speak; the shape is that of its problems. */
function outside({ components }: Documented, status: number): DocumentedResponse {
  const headers = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } }
  if (status === 204) return { headers }
  if (!components.schemas?.Problem) throw new Error('the document has no problem')
  const schema = { $ref: '#/components/schemas/Problem' }
  return { headers, content: { 'application/problem+json': { schema } } }
}
