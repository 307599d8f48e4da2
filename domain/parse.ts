import type { z } from 'zod'
import { DomainError, type Issue } from './errors.ts'

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
  throw new DomainError('invalid', { issues: result.error.issues.flatMap(issuesOf) })
}

/** A field that is not known is named, so that a misspelt one is found. */
function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ path: issue.path.join('.'), key: sentenceKey(issue.message) }]
  return issue.keys.map((name) => ({
    path: [...issue.path, name].join('.'),
    key: 'invalid.unknown-field',
    params: { name },
  }))
}
