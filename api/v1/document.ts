import type { z } from 'zod'
import { maxBodyBytes } from './body.ts'
import { type JsonSchema, jsonSchema } from './json-schema.ts'
import { type Operation, tags } from './operation.ts'
import { problemResponses } from './problems.ts'
import { webhooks } from './webhooks.ts'

/** The OpenAPI 3.1 document of the machine API, made from the declarations alone. */
export function openApiDocument(operations: readonly Operation[]) {
  const paths = [...Map.groupBy(operations, ({ path }) => path)].map(([path, those]) => [
    path,
    Object.fromEntries(those.map((operation) => [operation.method.toLowerCase(), describe(operation)])),
  ])
  const used = new Set(operations.map(({ tag }) => tag))
  return {
    openapi: '3.1.0',
    info: {
      title: 'Arqau, for the bank’s systems',
      version: '1.0.0',
      summary: 'One API that feeds the privacy center, asks it, and obeys it.',
      description: introduction,
      contact: { name: 'The bank’s privacy center' },
    },
    servers: [{ url: '/api/v1', description: 'Where the portal is served' }],
    security: [{ key: [] }],
    tags: Object.entries(tags)
      .filter(([name]) => [...used].some((tag) => tag === name))
      .map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(paths),
    webhooks,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of the system, as an administrator issued it: `arqau_<id>_<secret>`.',
        },
      },
      headers,
      schemas: { Problem: problem },
      responses: problemResponses(new Set(operations.flatMap(refusalsOf)), onEveryAnswer),
    },
  }
}

const introduction = [
  'Every call carries a key of its system: `Authorization: Bearer arqau_…`. A key carries permissions, which each operation names, and can be revoked at once. Where the bank has set it up, an access token of its sign-in system (RFC 9068) is taken in the place of a key.',
  'A customer stands in an address by the bank’s own id or a keyed hash of it, never by an IIN or a phone number.',
  `Bodies are JSON in UTF-8 of at most ${maxBodyBytes.toLocaleString('en')} bytes, also after gzip or deflate; fields that are not known are refused. Answers are compressed where the caller reads gzip.`,
  'Whatever is refused is told as problem details (RFC 9457), in the language of `Accept-Language` (kk, ru, en; else English). Its `type` is stable, its sentence is for people. A 422 names every fault that a body has by itself at once, in `errors`; what conflicts with what is recorded is named once nothing else is wrong.',
  'A write that takes an `Idempotency-Key` can be sent again under the same key: it happens once, and for two days the answer of the first comes back with `Idempotent-Replayed: true`.',
].join('\n\n')

/** The headers of every answer to a known system. */
const onEveryAnswer = {
  'X-Request-Id': '#/components/headers/RequestId',
  'RateLimit-Policy': '#/components/headers/RateLimitPolicy',
  RateLimit: '#/components/headers/RateLimit',
}

const headers = {
  RequestId: {
    description: 'Names this request in the logs.',
    required: true,
    schema: { type: 'string', format: 'uuid' },
  },
  RateLimitPolicy: {
    description:
      'How many requests a key may make in how many seconds (draft-ietf-httpapi-ratelimit-headers).',
    schema: { type: 'string', pattern: '^"key";q=\\d+;w=\\d+$' },
    example: '"key";q=10000;w=1',
  },
  RateLimit: {
    description: 'How many are left, and the seconds until they are counted anew.',
    schema: { type: 'string', pattern: '^"key";r=\\d+;t=\\d+$' },
    example: '"key";r=9999;t=1',
  },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'string', pattern: '^\\d+$' } },
  Authenticate: { description: 'How to name oneself.', schema: { type: 'string' } },
  Replayed: {
    description: 'The answer is that of an earlier request under the same key.',
    schema: { type: 'string', const: 'true' },
  },
}

const problem: JsonSchema = {
  description: 'What went wrong (RFC 9457).',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'requestId'],
  properties: {
    type: { type: 'string', pattern: '^urn:arqau:problem:[a-z-]+$', description: 'What kind it is. Stable.' },
    title: { type: 'string', description: 'What the status means.' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'A sentence for people, in their language.' },
    requestId: { type: 'string', format: 'uuid', description: 'Names this request in the logs.' },
    errors: {
      type: 'array',
      description: 'Every fault of the input.',
      items: {
        type: 'object',
        required: ['path', 'detail'],
        properties: {
          path: { type: 'string', description: 'Where: names and places, joined by dots.' },
          detail: { type: 'string' },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
}

function describe(operation: Operation) {
  const { id, tag, summary, description, verb, status, answer, example, keepsAnswer } = operation
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${description}\n\nNeeds the permission \`${verb.permission}\`.`,
    'x-permission': verb.permission,
    ...parametersOf(operation),
    ...requestOf(operation),
    responses: {
      [status]: {
        description: 'Done.',
        headers: refs({ ...onEveryAnswer, ...(keepsAnswer ? replayed : {}) }),
        content: {
          'application/json': {
            schema: jsonSchema(answer, 'output'),
            ...(example && { example: example.answer }),
          },
        },
      },
      ...Object.fromEntries(
        refusalsOf(operation).map((code) => [code, { $ref: `#/components/responses/Problem${code}` }]),
      ),
    },
  }
}

const replayed = { 'Idempotent-Replayed': '#/components/headers/Replayed' }
const refs = (named: Record<string, string>) =>
  Object.fromEntries(Object.entries(named).map(([name, $ref]) => [name, { $ref }]))

/** The statuses with which an operation can refuse, derived from its declaration. */
function refusalsOf({ body, params, query, findsCustomer, keepsAnswer, refusals = [] }: Operation): number[] {
  const taken = body || query || params ? [400, 422] : []
  const read = body ? [413, 415] : []
  const slow = body && body !== 'ndjson' ? [408] : []
  const found = params && findsCustomer !== false ? [404] : []
  const once = keepsAnswer ? [400, 409] : []
  const all = new Set([401, 403, 429, 500, 503, ...taken, ...read, ...slow, ...found, ...once, ...refusals])
  return [...all].toSorted((a, b) => a - b)
}

function parametersOf({ params, query, keepsAnswer, example }: Operation) {
  const parameters = [
    ...listed(params, 'path', example?.params),
    ...listed(query, 'query', example?.query),
    ...(keepsAnswer ? [requestKey] : []),
  ]
  return parameters.length > 0 ? { parameters } : {}
}

const requestKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Names the request, so that it happens once however often it is sent.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
}

function listed(
  shape: z.ZodObject | undefined,
  place: 'path' | 'query',
  example: Record<string, string | number> = {},
) {
  if (!shape) return []
  const { properties = {}, required = [] } = jsonSchema(shape, 'input')
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description ? { description } : {}),
    schema,
    ...(name in example ? { example: example[name] } : {}),
  }))
}

function requestOf({ body, example }: Operation) {
  if (!body) return {}
  const shown = example?.body === undefined ? {} : { example: example.body }
  const content =
    body === 'ndjson'
      ? {
          'application/x-ndjson': {
            schema: { type: 'string', description: 'One JSON object a line.' },
            ...shown,
          },
        }
      : { 'application/json': { schema: jsonSchema(body, 'input'), ...shown } }
  return { requestBody: { required: true, content } }
}
