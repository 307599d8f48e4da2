import type { z } from 'zod'
import { DomainError, type Issue } from './errors.ts'

/** A message of our schemas is the key of a sentence. Zod's own messages (they have spaces) become a general key. */
export const sentenceKey = (message: string) =>
  /^[a-z][\w-]*(\.[\w-]+)+$/i.test(message) ? message : 'invalid.general'

/** What is well-formed of an input. What is at fault is left out; in a list its place stays empty. */
export type WellFormed<Value> = Value extends Date | Uint8Array
  ? Value
  : Value extends readonly (infer One)[]
    ? readonly (WellFormed<One> | undefined)[]
    : Value extends object
      ? { readonly [Name in keyof Value]?: WellFormed<Value[Name]> | undefined }
      : Value

/**
 * Finds the faults of an input that its schema cannot see: what the catalogue does not know, what the clock forbids, what
 * two fields say together. It is given what is well-formed, so that it tells of its faults together with the schema's.
 */
export type FaultsOf<Value> = (given: WellFormed<Value>) => readonly Issue[]

/**
 * Parses an input by its schema.
 * @param faultsOf looks for faults that the schema cannot see.
 * @throws DomainError `invalid`, with every fault of the input
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  faultsOf: FaultsOf<z.output<Schema>> = () => [],
): z.output<Schema> {
  const result = schema.safeParse(input)
  const bySchema = result.success ? [] : result.error.issues
  const given = result.success ? result.data : wellFormed(schema, input, bySchema)
  const others = given === undefined ? [] : faultsOf(given as WellFormed<z.output<Schema>>)
  const issues = [...bySchema.flatMap(issuesOf), ...others]
  if (result.success && issues.length === 0) return result.data
  throw new DomainError('invalid', { issues })
}

/** An unknown field gets an issue with its name, so that a misspelt one is found. A fault of ours may say what fills its sentence. */
function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'custom' && issue.params)
    return [{ path: issue.path.join('.'), key: sentenceKey(issue.message), params: issue.params }]
  if (issue.code !== 'unrecognized_keys')
    return [{ path: issue.path.join('.'), key: sentenceKey(issue.message) }]
  return issue.keys.map((name) => ({
    path: [...issue.path, name].join('.'),
    key: 'invalid.unknown-field',
    params: { name },
  }))
}

/** What of an input its schema could read; undefined when that is nothing. Zod reads on after a fault, and keeps the rest. */
function wellFormed(schema: z.ZodType, input: unknown, issues: readonly z.core.$ZodIssue[]): unknown {
  const read = schema._zod.run({ value: input, issues: [] }, { async: false })
  if (read instanceof Promise) return undefined
  return issues.filter(spoils).reduce((value, { path }) => without(value, path), read.value)
}

/** A field too many spoils nothing. Of a list that is too long the lines are not even read. */
const spoils = ({ code }: z.core.$ZodIssue): boolean => code !== 'unrecognized_keys'

/** The value without what is at a path; of a list the place stays, empty. */
function without(value: unknown, [name, ...inner]: readonly PropertyKey[]): unknown {
  if (name === undefined) return undefined
  if (Array.isArray(value)) return value.map((one, at) => (at === name ? without(one, inner) : one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === name ? without(one, inner) : one]),
  )
}
