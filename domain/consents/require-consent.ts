import { consentNamed } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Consent } from '#policy/schema.ts'
import { invalid } from '../errors.ts'

/** The consent that an input names. @throws DomainError `invalid` on `consent` when the catalogue has no such consent */
export function requireConsent(id: string): Consent {
  const consent = consentNamed(catalogue(), id)
  if (!consent) throw invalid('consent', 'consent.unknown')
  return consent
}
