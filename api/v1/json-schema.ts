import { z } from 'zod'

/** A JSON Schema (2020-12), as far as the document uses it. */
export interface JsonSchema {
  [keyword: string]: unknown
  type?: string | string[]
  format?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  enum?: unknown[]
}

/** What a schema takes, or what it gives, in JSON: a date is text there. */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: part }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(part, { type: 'string', format: 'date-time' })
    },
  })
  return simplify(JSON.parse(JSON.stringify(made)))
}

/**
 * A moment that code may give as a date is one kind of text to everybody else. What a format says in a word, no pattern
 * says again.
 */
function simplify({ pattern, ...schema }: JsonSchema): JsonSchema {
  const { anyOf, oneOf, properties, items, ...others } = schema
  const rest = pattern === undefined || others.format ? others : { ...others, pattern }
  const moment = anyOf?.find(({ format }) => format === 'date-time')
  const kept = anyOf?.filter((one) => one === moment || one.format !== 'date-time').map(simplify)
  const [only] = kept?.length === 1 ? kept : []
  return {
    ...only,
    ...rest,
    ...(kept && !only ? { anyOf: kept } : {}),
    ...(oneOf ? { oneOf: oneOf.map(simplify) } : {}),
    ...(items ? { items: simplify(items) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, part]) => [name, simplify(part)]),
          ),
        }
      : {}),
  }
}
