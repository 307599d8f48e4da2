import { allFields } from '#policy/find.ts'
import type { Catalogue } from '#policy/schema.ts'
import { isAhead } from '../ahead.ts'
import { consentStateOf, type StateHead } from '../consents/rules.ts'
import type { DecisionView } from '../consents/schema.ts'
import type { Issue } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import type { DisclosureLine, GroundConsent } from './schema.ts'

/**
 * Finds the faults of a reported disclosure beyond its shape: an id the catalogue does not know, a time in the future, a
 * recipient that stands for many without the exact one, or an exact one of any other.
 */
export function faultFinder(catalogue: Catalogue, now: Date): (line: WellFormed<DisclosureLine>) => Issue[] {
  const recipients = new Map(catalogue.recipients.recipients.map((one) => [one.id, one]))
  const purposes = new Set(catalogue.purposes.map((one) => one.id))
  const fields = new Set(allFields(catalogue).map((one) => one.id))
  return (line) => {
    const faults: Issue[] = []
    const fault = (path: string, key: string) => faults.push({ path, key })
    if (line.recipient !== undefined && !recipients.has(line.recipient))
      fault('recipient', 'disclosure.line-recipient')
    const recipient = recipients.get(line.recipient ?? '')
    if (recipient?.collective && !line.to) fault('to', 'disclosure.line-to-missing')
    if (recipient && !recipient.collective && line.to) fault('to', 'disclosure.line-to-needless')
    if (line.purpose !== undefined && !purposes.has(line.purpose)) fault('purpose', 'disclosure.line-purpose')
    const unknown = (field: string | undefined) => field !== undefined && !fields.has(field)
    if (line.fields?.some(unknown)) fault('fields', 'disclosure.line-field')
    const at = line.disclosedAt
    if (at && (isAhead(at, now) || at.getTime() < 0)) fault('disclosedAt', 'disclosure.line-time')
    return faults
  }
}

/** The state of a consent by its latest decision; without one it was never given. */
export function groundConsent(
  head: (StateHead & Pick<DecisionView, 'at'>) | undefined,
  now: Date,
): GroundConsent {
  const state = consentStateOf(head, now)
  if (!head || state === 'none' || state === 'refused') return { state: 'never', since: null }
  if (state === 'given') return { state: 'on', since: head.at }
  return { state, since: state === 'expired' ? head.expiresAt : head.at }
}
