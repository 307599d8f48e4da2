import { catalogue } from '#policy/load.ts'
import { invalid } from '../errors.ts'

/**
 * The consents to which a subscription is limited, in the catalogue's order; null for all.
 * @throws DomainError `invalid` on `consents` when the catalogue has no such consent
 */
export function knownConsents(asked: readonly string[] | null): string[] | null {
  if (asked === null) return null
  const known = catalogue().consents.consents.map(({ id }) => id)
  if (!asked.every((id) => known.includes(id))) throw invalid('consents', 'system.consents')
  return known.filter((id) => asked.includes(id))
}
