/** The parts of an OpenAPI 3.1 document that the page shows. */
export interface ApiDocument {
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string; description?: string }[]
  webhooks?: Record<
    string,
    { post: Pick<Operation, 'operationId' | 'summary' | 'description' | 'requestBody'> }
  >
  paths: Record<string, Record<string, Operation>>
  components: Components
}
interface Components {
  schemas?: Record<string, Schema>
  responses?: Record<string, Response>
  parameters?: Record<string, Parameter>
}
interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description: string
  'x-permission': string
  parameters?: (Parameter | Reference)[]
  requestBody?: { content: Media }
  responses: Record<string, Response | Reference>
}
interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema: Schema
}
interface Response {
  description: string
  content?: Media
}
type Media = Record<string, { schema: Schema | Reference; example?: unknown }>
interface Schema {
  type?: string | string[]
  format?: string
  const?: unknown
  enum?: unknown[]
  description?: string
  required?: string[]
  /** TypeScript gives each object in a list the names of all the others, without a value. */
  properties?: Record<string, Schema | Reference | undefined>
  items?: Schema | Reference
  anyOf?: (Schema | Reference)[]
  oneOf?: (Schema | Reference)[]
}
interface Reference {
  $ref: string
}

/** A field of an address, a body or an answer: `customers[].ref`. */
export interface ContentField {
  name: string
  type: string
  required: boolean
  description: string
}
export interface MediaContent {
  /** The media type. */
  type: string
  fields: ContentField[]
  /** The example as it is sent; null where the document has none. */
  example: string | null
}
export interface OperationView {
  id: string
  method: string
  /** The path with the server's part before it. */
  path: string
  summary: string
  description: string
  /** The permission that a key must have. */
  permission: string
  parameters: (ContentField & { place: string })[]
  body: MediaContent | null
  answers: { status: string; description: string; content: MediaContent | null }[]
  refusals: { status: string; description: string }[]
}
/** What the portal sends to receivers. */
export interface WebhookView extends Pick<OperationView, 'id' | 'summary' | 'description' | 'body'> {}
export interface ApiView {
  version: string
  description: string
  groups: { name: string; description: string; operations: OperationView[] }[]
  webhooks: WebhookView[]
}

/** The API as people read it: its operations in the document's own order, by tag. */
export function apiView({ info, servers, tags, webhooks = {}, paths, components }: ApiDocument): ApiView {
  const base = servers[0]?.url ?? ''
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0],
      view: {
        method: method.toUpperCase(),
        path: `${base}${path}`,
        ...operationView(components, operation),
      },
    })),
  )
  return {
    version: info.version,
    description: info.description,
    groups: tags.map(({ name, description = '' }) => ({
      name,
      description,
      operations: operations.filter(({ tag }) => tag === name).map(({ view }) => view),
    })),
    webhooks: Object.values(webhooks).map(({ post }) => ({
      id: post.operationId,
      summary: post.summary,
      description: post.description,
      body: contentOf(components, post.requestBody?.content),
    })),
  }
}

function operationView(components: Components, operation: Operation): Omit<OperationView, 'method' | 'path'> {
  const { operationId, summary, description, parameters = [], requestBody } = operation
  const responses = Object.entries(operation.responses).map(([status, one]) => ({
    status,
    ...resolved(components.responses, one),
  }))
  return {
    id: operationId,
    summary,
    description,
    permission: operation['x-permission'],
    parameters: parameters
      .map((one) => resolved(components.parameters, one))
      .map(({ name, in: place, schema, required = false, description }) => ({
        name,
        place,
        type: typeOf(components, schema),
        required,
        description: description || (schema.description ?? ''),
      })),
    body: contentOf(components, requestBody?.content),
    answers: responses
      .filter(({ status }) => status.startsWith('2'))
      .map(({ status, description, content }) => ({
        status,
        description,
        content: contentOf(components, content),
      })),
    refusals: responses
      .filter(({ status }) => !status.startsWith('2'))
      .map(({ status, description }) => ({ status, description })),
  }
}

function contentOf(components: Components, content: Media = {}): MediaContent | null {
  const [first] = Object.entries(content)
  if (!first) return null
  const [type, { schema, example }] = first
  return { type, fields: fieldsOf(components, schema), example: wireForm(example) }
}

const wireForm = (example: unknown): string | null =>
  example === undefined ? null : typeof example === 'string' ? example : JSON.stringify(example, null, 2)

/** Every field of a schema, the outer before the inner. */
function fieldsOf(components: Components, given: Schema | Reference, prefix = ''): ContentField[] {
  const schema = resolved(components.schemas, given)
  const inner = alternativesOf(schema).flatMap((one) => fieldsOf(components, one, prefix))
  if (schema.items) inner.push(...fieldsOf(components, schema.items, `${prefix}[]`))
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    if (!one) return []
    const full = prefix === '' ? name : `${prefix}.${name}`
    const { description = '' } = resolved(components.schemas, one)
    const required = schema.required?.includes(name) ?? false
    const field = { name: full, type: typeOf(components, one), required, description }
    return [field, ...fieldsOf(components, one, full)]
  })
  const all = [...own, ...inner]
  return all.filter(({ name }, place) => all.findIndex((other) => other.name === name) === place)
}

function typeOf(components: Components, given: Schema | Reference): string {
  const schema = resolved(components.schemas, given)
  const alternatives = alternativesOf(schema)
  if (alternatives.length > 0)
    return [...new Set(alternatives.map((one) => typeOf(components, one)))].join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (schema.items) return `${typeOf(components, schema.items)}[]`
  const types = [schema.type ?? 'any'].flat().join(' | ')
  return schema.format ? `${types} (${schema.format})` : types
}

const alternativesOf = ({ anyOf = [], oneOf = [] }: Schema) => [...anyOf, ...oneOf]

/** What a `$ref` names, or the schema itself where there is no `$ref`. @throws Error for an unknown name */
function resolved<Kind extends object>(kinds: Record<string, Kind> = {}, given: Kind | Reference): Kind {
  if (!('$ref' in given)) return given
  const found = kinds[given.$ref.slice(given.$ref.lastIndexOf('/') + 1)]
  if (found === undefined) throw new Error(`the document has no ${given.$ref}`)
  return found
}
