import { catalogue } from '#policy/load.ts'
import { invalid } from '../errors.ts'

/**
 * The consents a subscription is narrowed to, in the catalogue's order; null for none in particular.
 * @throws DomainError `invalid` on `consents` when the catalogue has no such consent
 */
export function knownConsents(asked: readonly string[] | null): string[] | null {
  if (asked === null) return null
  const known = catalogue().consents.consents.map(({ id }) => id)
  if (!asked.every((id) => known.includes(id))) throw invalid('consents', 'system.consents')
  return known.filter((id) => asked.includes(id))
}
