import { z } from 'zod'

/**
 * What the page needs of an OpenAPI 3.1 document. Whatever else stands in it is for programs, which read the document
 * itself.
 */
const reference = z.object({ $ref: z.string() })
type Schema = z.infer<typeof schema>
const schema = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  description: z.string().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), schema).optional()
  },
  get items() {
    return schema.optional()
  },
  get anyOf() {
    return z.array(schema).optional()
  },
  get oneOf() {
    return z.array(schema).optional()
  },
})
const media = z.record(z.string(), z.object({ schema, example: z.unknown().optional() }))
const response = z.object({ description: z.string(), content: media.optional() })
const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  description: z.string().default(''),
  schema,
})
const operation = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string(),
  'x-permission': z.string(),
  parameters: z.array(z.union([reference, parameter])).default([]),
  requestBody: z.object({ content: media }).optional(),
  responses: z.record(z.string(), z.union([reference, response])),
})
const document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.object({ url: z.string() })).min(1),
  tags: z.array(z.object({ name: z.string(), description: z.string().default('') })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    schemas: z.record(z.string(), schema).default({}),
    responses: z.record(z.string(), response).default({}),
    parameters: z.record(z.string(), parameter).default({}),
  }),
})
type Components = z.infer<typeof document>['components']
type Media = z.infer<typeof media>
type Operation = z.infer<typeof operation>

/** A field of an address, a body or an answer: `customers[].ref`. */
export interface Field {
  name: string
  type: string
  required: boolean
  description: string
}
export interface Content {
  /** The media type. */
  type: string
  fields: Field[]
  /** As it goes over the wire; null where the document has none. */
  example: string | null
}
export interface OperationView {
  id: string
  method: string
  /** With the server's own part. */
  path: string
  summary: string
  description: string
  /** What a key must carry. */
  permission: string
  parameters: (Field & { place: string })[]
  body: Content | null
  answers: { status: string; description: string; content: Content | null }[]
  refusals: { status: string; description: string }[]
}
export interface ApiView {
  title: string
  version: string
  description: string
  groups: { name: string; description: string; operations: OperationView[] }[]
}

/** The API as people read it: its operations in the document's own order, by tag. @throws ZodError */
export function apiView(given: unknown): ApiView {
  const { info, servers, tags, paths, components } = document.parse(given)
  const base = servers[0]?.url ?? ''
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({
      tag: one.tags[0],
      view: operationView(components, `${base}${path}`, method, one),
    })),
  )
  return {
    ...info,
    groups: tags.map(({ name, description }) => ({
      name,
      description,
      operations: operations.filter(({ tag }) => tag === name).map(({ view }) => view),
    })),
  }
}

function operationView(
  components: Components,
  path: string,
  method: string,
  operation: Operation,
): OperationView {
  const { operationId, summary, description, parameters, requestBody } = operation
  const responses = Object.entries(operation.responses).map(([status, one]) => ({
    status,
    ...('$ref' in one ? named(components.responses, one.$ref) : one),
  }))
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    permission: operation['x-permission'],
    parameters: parameters
      .map((one) => ('$ref' in one ? named(components.parameters, one.$ref) : one))
      .map((one) => ({
        name: one.name,
        place: one.in,
        type: typeOf(components, one.schema),
        required: one.required,
        description: one.description || (one.schema.description ?? ''),
      })),
    body: requestBody ? contentOf(components, requestBody.content) : null,
    answers: responses
      .filter(({ status }) => status.startsWith('2'))
      .map(({ status, description, content }) => ({
        status,
        description,
        content: content ? contentOf(components, content) : null,
      })),
    refusals: responses
      .filter(({ status }) => !status.startsWith('2'))
      .map(({ status, description }) => ({ status, description })),
  }
}

function contentOf(components: Components, content: Media): Content | null {
  const [first] = Object.entries(content)
  if (!first) return null
  const [type, { schema, example }] = first
  return { type, fields: fieldsOf(components, schema), example: wireForm(example) }
}

const wireForm = (example: unknown): string | null =>
  example === undefined ? null : typeof example === 'string' ? example : JSON.stringify(example, null, 2)

/** Every field of a schema, the outer before the inner. */
function fieldsOf(components: Components, given: Schema, prefix = ''): Field[] {
  const schema = resolved(components, given)
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const inner = alternatives.flatMap((one) => fieldsOf(components, one, prefix))
  if (schema.items) inner.push(...fieldsOf(components, schema.items, `${prefix}[]`))
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const full = prefix === '' ? name : `${prefix}.${name}`
    const { description = '' } = resolved(components, one)
    const required = schema.required?.includes(name) ?? false
    const field = { name: full, type: typeOf(components, one), required, description }
    return [field, ...fieldsOf(components, one, full)]
  })
  const all = [...own, ...inner]
  return all.filter(({ name }, place) => all.findIndex((other) => other.name === name) === place)
}

function typeOf(components: Components, given: Schema): string {
  const schema = resolved(components, given)
  const alternatives = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  if (alternatives.length > 0)
    return [...new Set(alternatives.map((one) => typeOf(components, one)))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.items) return `${typeOf(components, schema.items)}[]`
  const types = [schema.type ?? 'any'].flat().join(' | ')
  return schema.format ? `${types} (${schema.format})` : types
}

const resolved = (components: Components, schema: Schema): Schema =>
  schema.$ref ? named(components.schemas, schema.$ref) : schema

/** What a `$ref` names. @throws Error when the document has no such thing. */
function named<Kind>(kinds: Record<string, Kind>, reference: string): Kind {
  const found = kinds[reference.slice(reference.lastIndexOf('/') + 1)]
  if (found === undefined) throw new Error(`the document has no ${reference}`)
  return found
}
