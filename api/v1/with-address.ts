import type { z } from 'zod'
import { parse } from '#domain/parse.ts'

/**
 * The input of a verb that gets a body and something of the address. What the address says has no place in the body.
 * @param bodySchema of the body alone; the verb's own knows both.
 * @throws DomainError `invalid` when the body is no object, or names what the address says
 */
export function withAddress(bodySchema: z.ZodType, body: unknown, said: Record<string, unknown>): unknown {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  if (isObject && !Object.keys(said).some((name) => name in body)) return { ...body, ...said }
  return parse(bodySchema, body)
}
