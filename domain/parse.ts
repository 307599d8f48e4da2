import type { z } from 'zod'
import { DomainError } from './errors.ts'

/** A schema's own message is the key of a sentence; zod's English ones (they have spaces) become a general key. */
export const sentenceKey = (message: string) =>
  /^[a-z][\w-]*(\.[\w-]+)+$/i.test(message) ? message : 'invalid.general'

/**
 * Takes an input apart by its schema.
 * @throws DomainError `invalid`, with one issue a field.
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    key: sentenceKey(issue.message),
  }))
  throw new DomainError('invalid', { issues })
}
