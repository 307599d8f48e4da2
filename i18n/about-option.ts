import type { About } from '#domain/cases/schema.ts'

/** What a complaint is about as forms and addresses hold it: `kind:id`. */
export const aboutOption = ({ kind, id }: About): string => `${kind}:${id}`

const kinds: Record<About['kind'], true> = {
  'automated-decision': true,
  consent: true,
  field: true,
  look: true,
  recipient: true,
  request: true,
}
const isKind = (kind: string): kind is About['kind'] => Object.hasOwn(kinds, kind)

/** Reads {@link aboutOption}; undefined when nothing in particular was chosen. */
export function readAboutOption(value: unknown): About | undefined {
  const [kind = '', id] = String(value ?? '').split(':')
  return id && isKind(kind) ? { kind, id } : undefined
}
