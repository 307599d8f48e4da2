import { consentNamed } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Consent } from '#policy/schema.ts'
import { type Issue, invalid } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import type { AskedDecision } from './rules.ts'

/** The consent that an input names. @throws DomainError `invalid` on `consent` when the catalogue has no such consent */
export function requireConsent(id: string): Consent {
  const consent = consentNamed(catalogue(), id)
  if (!consent) throw invalid('consent', 'consent.unknown')
  return consent
}

/** The faults of a decision by itself: a consent that the catalogue does not know, a yes that lacks its confirmation. */
export function decisionFaults({
  consent: id,
  outcome,
  confirmed,
}: WellFormed<AskedDecision & { consent: string }>): Issue[] {
  if (id === undefined) return []
  const consent = consentNamed(catalogue(), id)
  if (!consent) return [{ path: 'consent', key: 'consent.unknown' }]
  const lacks = outcome === 'given' && consent.confirmation && confirmed === false
  return lacks ? [{ path: 'confirmed', key: 'consent.confirmation-needed' }] : []
}
