import type { About } from '#domain/complaints/schema.ts'

/** What a complaint is about as forms and addresses hold it: `kind:id`. */
export const aboutOption = ({ kind, id }: About): string => `${kind}:${id}`

/** Reads {@link aboutOption}; undefined when nothing in particular was chosen. */
export function readAboutOption(value: unknown): About | undefined {
  const [kind, id] = String(value ?? '').split(':')
  const known = kind === 'consent' || kind === 'field' || kind === 'look' || kind === 'recipient'
  return id && known ? { kind, id } : undefined
}
