import type { Locale } from '#policy/locale.ts'
import type { RequestKind } from '#policy/request-kinds.ts'
import { aboutFaults } from '../cases/register-case.ts'
import type { About } from '../cases/schema.ts'
import type { Issue } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { fieldKinds, wordedKinds } from './schema.ts'

interface Asked {
  kind: RequestKind
  about?: About | undefined
  text?: string | undefined
}

/** What is missing for a request of its kind, however it came, and what today's policy does not have. */
export function requestFaults(locale: Locale, { kind, about, text }: WellFormed<Asked>): Issue[] {
  if (kind === undefined) return aboutFaults(about, locale)
  return [
    ...aboutFaults(about, locale),
    ...(fieldKinds.includes(kind) && about?.kind !== 'field'
      ? [{ path: 'about', key: 'request.field-missing' }]
      : []),
    ...(wordedKinds.includes(kind) && !text ? [{ path: 'text', key: 'request.text-empty' }] : []),
  ]
}
