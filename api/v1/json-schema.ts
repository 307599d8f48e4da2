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

/** The JSON Schema of a zod schema's input or output; a date is text in JSON. */
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
 * Removes what JSON does not need: a moment that code may give as a date is only text, and a pattern is left out where a
 * format says the same.
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
