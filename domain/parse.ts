import type { z } from 'zod'
import { DomainError, type Issue } from './errors.ts'

/** A message of our schemas is the key of a sentence. Zod's own messages (they have spaces) become a general key. */
export const sentenceKey = (message: string) =>
  /^[a-z][\w-]*(\.[\w-]+)+$/i.test(message) ? message : 'invalid.general'

/**
 * Parses an input by its schema.
 * @throws DomainError `invalid`, with one issue a field.
 */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new DomainError('invalid', { issues: result.error.issues.flatMap(issuesOf) })
}

/** An unknown field gets an issue with its name, so that a misspelt one is found. */
function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ path: issue.path.join('.'), key: sentenceKey(issue.message) }]
  return issue.keys.map((name) => ({
    path: [...issue.path, name].join('.'),
    key: 'invalid.unknown-field',
    params: { name },
  }))
}
