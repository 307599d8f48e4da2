import { dayMs } from '#policy/days.ts'
import { isMarketing } from '#policy/marketing.ts'
import type { Catalogue } from '#policy/schema.ts'
import { bankTime } from '../bank-time.ts'
import { consentStateOf, type StateHead } from '../consents/rules.ts'
import type { DecisionView } from '../consents/schema.ts'
import { sharingGrounds } from '../recipients/sharing-grounds.ts'
import { type Review, type Suggestion, type SuggestionId, suggestionIds } from './schema.ts'

/** How many days before and after its end a consent is shown for review; Australia's CDR rules remind after 90 days too. */
const nearEndDays = 90
const oldYears = 2
/** How long a consent that came with a later policy counts as new. */
const newDays = 180
const unusedDays = 180
const fewestChannels = 3
const fewestSessions = 3
const mostSuggestions = 3

/** The customer's latest decision on each consent. */
export type Heads = ReadonlyMap<string, StateHead & Pick<DecisionView, 'at'>>

/** The consents that are given now. */
export const givenConsents = (heads: Heads, now: Date): Set<string> =>
  new Set([...heads].filter(([, head]) => consentStateOf(head, now) === 'given').map(([id]) => id))

/** The number of recipients that may get data now: a sharing ground holds, and the bank holds data for it. */
export function receiving(
  catalogue: Catalogue,
  held: ReadonlySet<string>,
  given: ReadonlySet<string>,
): number {
  return catalogue.recipients.recipients.filter((recipient) =>
    sharingGrounds(catalogue, recipient).some(
      ({ consent, fields }) =>
        (consent === null || given.has(consent)) && fields.some((field) => held.has(field)),
    ),
  ).length
}

/** The consents that the customer has not seen yet, and when each was published. */
export type NewConsents = ReadonlyMap<string, Date>

/**
 * The consents to review, each with its first reason, the most urgent first.
 * @param widened when each yes was given that the policy has outgrown and that has no answer since.
 */
export function reviewsOf(
  consents: readonly string[],
  heads: Heads,
  newConsents: NewConsents,
  now: Date,
  widened: ReadonlyMap<string, Date> = new Map(),
): Review[] {
  const reviews = consents.flatMap((consent): Review[] => {
    const head = heads.get(consent)
    const agreedAt = widened.get(consent)
    if (agreedAt) return [{ consent, reason: 'widened', at: agreedAt }]
    const cameAt = newConsents.get(consent)
    if (!head)
      return cameAt && elapsedDays(cameAt, now) < newDays ? [{ consent, reason: 'new', at: cameAt }] : []
    if (head.outcome !== 'given') return []
    const { expiresAt } = head
    if (expiresAt && Math.abs(elapsedDays(now, expiresAt)) <= nearEndDays)
      return [{ consent, reason: expiresAt > now ? 'expires' : 'expired', at: expiresAt }]
    const on = consentStateOf(head, now) === 'given'
    return on && head.at <= yearsBefore(now, oldYears) ? [{ consent, reason: 'old', at: head.at }] : []
  })
  const order: Review['reason'][] = ['widened', 'expires', 'expired', 'new', 'old']
  return reviews.toSorted(
    (a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || a.at.getTime() - b.at.getTime(),
  )
}

/** The facts from which suggestions follow. */
export interface OverviewFacts {
  /** When each field the bank holds last changed. */
  held: ReadonlyMap<string, Date>
  given: ReadonlySet<string>
  openSessions: number
  dismissed: ReadonlySet<string>
}

/** At most three suggestions that apply and were not dismissed. */
export function suggestionsFor(catalogue: Catalogue, facts: OverviewFacts, now: Date): Suggestion[] {
  const counts = countsFor(catalogue, facts, now)
  return suggestionIds
    .filter((id) => counts[id] > 0 && !facts.dismissed.has(id))
    .slice(0, mostSuggestions)
    .map((id) => ({ id, count: counts[id] }))
}

/** The count of each suggestion; 0 when it does not apply. */
function countsFor(
  catalogue: Catalogue,
  { held, given, openSessions }: OverviewFacts,
  now: Date,
): Record<SuggestionId, number> {
  const channels = catalogue.consents.consents.filter(
    (one) => isMarketing(catalogue, one) && given.has(one.id),
  ).length
  const located = held.get('location')
  const unused = given.has('device-location') && (!located || elapsedDays(located, now) > unusedDays)
  const fromOthers = catalogue.categories.find((one) => one.id === 'third-party-data')?.fields ?? []
  return {
    'marketing-all': channels >= fewestChannels ? channels : 0,
    'location-unused': unused ? 1 : 0,
    'sessions-open': openSessions >= fewestSessions ? openSessions : 0,
    'email-missing': held.has('email') ? 0 : 1,
    'third-party-data': fromOthers.filter((field) => held.has(field.id)).length,
  }
}

/** How much time passed, in days of 24 hours and parts of them. */
const elapsedDays = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / dayMs

const yearsBefore = (now: Date, years: number): Date =>
  new Date(bankTime(now).subtract({ years }).epochMilliseconds)
