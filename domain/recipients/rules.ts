import { allFields } from '#policy/find.ts'
import type { Catalogue } from '#policy/schema.ts'
import { consentStateOf } from '../consents/rules.ts'
import type { DecisionView } from '../consents/schema.ts'
import type { Issue } from '../errors.ts'
import type { DisclosureLine, GroundConsent } from './schema.ts'

/** A disclosure's time may be this far ahead, because the clocks of two machines differ. */
const clockLeewayMs = 5 * 60 * 1000

/**
 * The faults of reported disclosures beyond their shape: an id the catalogue does not know, or a time in the future. Every
 * fault names its line, counted from 1.
 */
export function faultsOf(catalogue: Catalogue, lines: readonly DisclosureLine[], now: Date): Issue[] {
  const recipients = new Set(catalogue.recipients.recipients.map((one) => one.id))
  const purposes = new Set(catalogue.purposes.map((one) => one.id))
  const fields = new Set(allFields(catalogue).map((one) => one.id))
  const latest = now.getTime() + clockLeewayMs
  return lines.flatMap((line, place) => {
    const fault = (name: string, key: string): Issue => ({
      path: `disclosures.${place}.${name}`,
      key,
      params: { line: place + 1 },
    })
    const faults: Issue[] = []
    if (!recipients.has(line.recipient)) faults.push(fault('recipient', 'disclosure.line-recipient'))
    if (line.purpose !== undefined && !purposes.has(line.purpose))
      faults.push(fault('purpose', 'disclosure.line-purpose'))
    if (line.fields.some((field) => !fields.has(field))) faults.push(fault('fields', 'disclosure.line-field'))
    const at = line.disclosedAt.getTime()
    if (at > latest || at < 0) faults.push(fault('disclosedAt', 'disclosure.line-time'))
    return faults
  })
}

/** The state of a consent by its latest decision; without one it was never given. */
export function groundConsent(
  head: Pick<DecisionView, 'outcome' | 'at' | 'expiresAt'> | undefined,
  now: Date,
): GroundConsent {
  const state = consentStateOf(head, now)
  if (!head || state === 'none' || state === 'refused') return { state: 'never', since: null }
  if (state === 'given') return { state: 'on', since: head.at }
  return { state, since: state === 'expired' ? head.expiresAt : head.at }
}
