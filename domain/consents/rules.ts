import type { Consent } from '#policy/schema.ts'
import { bankTime } from '../bank-time.ts'
import { conflict, invalid, locked } from '../errors.ts'
import type {
  ConsentState,
  DecisionChannel,
  DecisionOutcome,
  DecisionView,
  Delivery,
  DeliveryProgress,
  DeliveryState,
  DeliveryView,
} from './schema.ts'

/** What of a latest decision says the state of its consent. */
export type StateHead = Pick<DecisionView, 'outcome' | 'expiresAt'> & {
  channel?: DecisionChannel
  /** Whether the consent allows more today than under the decision's version. */
  outgrown?: boolean
}
type Head = StateHead & Pick<DecisionView, 'id'> & { position: number }

/**
 * The state of a consent at a moment, by its latest decision. A yes that has run out counts as off, and so does one that
 * does not cover what the policy has added since, whether or not it is ended yet.
 */
export function consentStateOf(head: StateHead | undefined, now: Date): ConsentState {
  if (!head) return 'none'
  if (head.channel === 'policy') return 'outgrown'
  if (head.outcome !== 'given') return head.outcome
  if (head.expiresAt !== null && head.expiresAt <= now) return 'expired'
  return head.outgrown ? 'outgrown' : 'given'
}

/** Whether there is a yes that can be withdrawn: one in force, or one that is outgrown and not ended yet. */
export const isYes = (head: StateHead | undefined, now: Date): boolean =>
  head?.outcome === 'given' && consentStateOf(head, now) !== 'expired'

/** The longest time for which a system may cache an answer. */
const longestCacheMs = 60_000

/**
 * Until when a system may cache an answer: for a minute, or less if the consent must be applied sooner, and never past
 * the moment at which a yes runs out.
 */
export function cacheUntil(
  consent: Pick<Consent, 'obeyWithinMinutes'> | undefined,
  head: StateHead | undefined,
  now: Date,
): Date {
  const obeyMs = (consent?.obeyWithinMinutes ?? Number.POSITIVE_INFINITY) * 60_000
  const until = now.getTime() + Math.min(longestCacheMs, obeyMs)
  if (!head?.expiresAt || consentStateOf(head, now) !== 'given') return new Date(until)
  return new Date(Math.min(until, head.expiresAt.getTime()))
}

/** A decision as the caller asks for it. */
export interface AskedDecision {
  outcome: 'given' | 'withdrawn'
  /** The decision the caller saw as the latest. */
  previousId: string | null
  confirmed: boolean
}

/** The next link of the chain: the decision it follows, its position and its outcome. */
interface Link {
  previousId: string | null
  position: number
  outcome: DecisionOutcome
}

/**
 * Checks that a decision may follow the latest one, and says what it is: a no is a withdrawal when there is a yes, in force
 * or outgrown, and a refusal otherwise. After the policy has ended a yes the customer is asked again, so a no may follow.
 * @param obliged whether an open obligation needs the consent (Law 94-V, art. 8(2)).
 * @throws DomainError `conflict` when the caller saw another latest decision, or the decision would change nothing;
 *   `invalid` on `confirmed`; `locked`.
 */
export function nextLink(
  consent: Pick<Consent, 'confirmation'>,
  head: Head | undefined,
  asked: AskedDecision,
  now: Date,
  obliged = false,
): Link {
  if (asked.previousId !== (head?.id ?? null)) throw conflict()
  const state = consentStateOf(head, now)
  const link = { previousId: head?.id ?? null, position: (head?.position ?? 0) + 1 }
  if (asked.outcome === 'given') {
    if (state === 'given') throw conflict()
    if (consent.confirmation && !asked.confirmed) throw invalid('confirmed', 'consent.confirmation-needed')
    return { ...link, outcome: 'given' }
  }
  if (state === 'withdrawn' || state === 'refused') throw conflict()
  if (!isYes(head, now)) return { ...link, outcome: 'refused' }
  if (obliged && state === 'given') throw locked('consent.locked-by-obligation')
  return { ...link, outcome: 'withdrawn' }
}

/**
 * When a yes runs out: so many years, months or days later by the bank's calendar and at the same time of day, never past
 * the last day of the month it leads to.
 * @param validity an ISO 8601 duration of one unit, such as `P3Y`.
 */
export function expiryOf(decidedAt: Date, validity: string): Date {
  if (!/^P\d+[YMD]$/.test(validity)) throw new RangeError(`not a duration of one unit: ${validity}`)
  return new Date(bankTime(decidedAt).add(validity).epochMilliseconds)
}

/** The state of a delivery. A system is late once its time is over; one that applied it after that stays applied-late. */
export function deliveryStateOf({ sentAt, confirmedAt, confirmBy }: Delivery, now: Date): DeliveryState {
  const inTime = (when: Date) => confirmBy === null || when <= confirmBy
  if (confirmedAt) return inTime(confirmedAt) ? 'applied' : 'applied-late'
  if (!inTime(now)) return 'late'
  return sentAt ? 'sent' : 'due'
}

/** From done to missing. A system with several subscriptions is as far as the slowest of them. */
const fromDoneToMissing: readonly DeliveryState[] = ['applied', 'applied-late', 'sent', 'due', 'late']
const rank = ({ state }: DeliveryView) => fromDoneToMissing.indexOf(state)
const timeOf = (one: DeliveryView) => (one.confirmedAt ?? one.confirmBy ?? one.sentAt)?.getTime() ?? 0

/** How long after a decision, in seconds, its first delivery may still be missing, and then the others. */
const [firstWithin, othersWithin] = [60, 5]
/** How long an open page waits before it asks again, in seconds, by the age of the decision. */
const paces = [
  { until: 15, againIn: 1 },
  { until: 10 * 60, againIn: 5 },
  { until: 60 * 60, againIn: 30 },
]

/**
 * How far a decision has come: one line for each system, and whether the page should ask again.
 * @param connectedAt since when a system is told of the consent's decisions, null for none; undefined when not read.
 */
export function progressOf(
  decidedAt: Date,
  delivered: readonly Delivery[],
  now: Date,
  connectedAt?: Date | null,
): DeliveryProgress {
  const all = delivered.map((one) => ({ ...one, state: deliveryStateOf(one, now) }))
  const slowest = [...Map.groupBy(all, ({ system }) => system).values()].flatMap((ways) =>
    ways.toSorted((a, b) => rank(b) - rank(a)).slice(0, 1),
  )
  const age = (now.getTime() - decidedAt.getTime()) / 1000
  const connection = connectedAt && (connectedAt <= decidedAt ? 'before' : 'after')
  const expected = all.length > 0 || connectedAt === undefined || connection === 'before'
  const underway = expected && age < (all.length === 0 ? firstWithin : othersWithin)
  const awaited = slowest.some(({ state, confirmBy }) => state === 'due' || (state === 'sent' && confirmBy))
  const pace = paces.find(({ until }) => age < until)
  return {
    deliveries: slowest.toSorted((a, b) => rank(a) - rank(b) || timeOf(a) - timeOf(b)),
    ...(all.length === 0 && connection && { connection }),
    underway,
    againIn: underway || awaited ? (pace?.againIn ?? null) : null,
  }
}
