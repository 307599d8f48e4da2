import { inZone } from '#policy/days.ts'
import type { Consent } from '#policy/schema.ts'
import { conflict, invalid, locked } from '../errors.ts'
import type {
  ConsentState,
  DecisionOutcome,
  DecisionView,
  DeliveryProgress,
  DeliveryState,
  DeliveryView,
} from './schema.ts'

type Head = Pick<DecisionView, 'id' | 'outcome' | 'expiresAt'> & { position: number }

/** What the latest decision makes of a consent at a moment; a yes that has run out counts as off. */
export function consentStateOf(
  head: Pick<Head, 'outcome' | 'expiresAt'> | undefined,
  now: Date,
): ConsentState {
  if (!head) return 'none'
  const over = head.expiresAt !== null && head.expiresAt <= now
  return head.outcome === 'given' && over ? 'expired' : head.outcome
}

/** How long an answer may be believed at most. */
const longestCacheMs = 60_000

/**
 * Until when a system may believe what it was told: a minute, or less where it must obey sooner, and never past the
 * moment at which a yes runs out.
 */
export function cacheUntil(
  consent: Pick<Consent, 'obeyWithinMinutes'> | undefined,
  head: Pick<Head, 'outcome' | 'expiresAt'> | undefined,
  now: Date,
): Date {
  const obeyMs = (consent?.obeyWithinMinutes ?? Number.POSITIVE_INFINITY) * 60_000
  const until = now.getTime() + Math.min(longestCacheMs, obeyMs)
  if (!head?.expiresAt || consentStateOf(head, now) !== 'given') return new Date(until)
  return new Date(Math.min(until, head.expiresAt.getTime()))
}

/** A decision as it is asked for. */
export interface AskedDecision {
  outcome: 'given' | 'withdrawn'
  /** The decision the asker saw as the latest. */
  previousId: string | null
  confirmed: boolean
}

/** The next link of the chain: which decision it follows, and which it becomes. */
interface Link {
  previousId: string | null
  position: number
  outcome: DecisionOutcome
}

/**
 * Whether a decision may follow the latest one, and what it then is. Saying no where no yes is in force is a
 * refusal; where one is, a withdrawal.
 * @param obliged an obligation is open that the consent serves (Law 94-V, art. 8(2)).
 * @throws DomainError `conflict` when the asker saw another head, or the decision would change nothing;
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
  if (state !== 'given') return { ...link, outcome: 'refused' }
  if (obliged) throw locked('consent.locked-by-obligation')
  return { ...link, outcome: 'withdrawn' }
}

/**
 * When a yes runs out: so many years, months or days later, never past the last day of the month it leads to.
 * @param validity an ISO 8601 duration of one unit, such as `P3Y`.
 */
export function expiryOf(decidedAt: Date, validity: string): Date {
  if (!/^P\d+[YMD]$/.test(validity)) throw new RangeError(`not a duration of one unit: ${validity}`)
  return new Date(inZone('UTC', decidedAt).add(validity).epochMilliseconds)
}

type Delivered = Omit<DeliveryView, 'state'>

/** A system that has heard of a decision is late once its time is over; one that obeyed after it stays so. */
export function deliveryStateOf({ sentAt, confirmedAt, confirmBy }: Delivered, now: Date): DeliveryState {
  const inTime = (when: Date) => confirmBy === null || when <= confirmBy
  if (confirmedAt) return inTime(confirmedAt) ? 'applied' : 'applied-late'
  if (!inTime(now)) return 'late'
  return sentAt ? 'sent' : 'due'
}

/** From what is done to what is missing: a system that hears over several ways is as far as the slowest. */
const fromDoneToMissing: readonly DeliveryState[] = ['applied', 'applied-late', 'sent', 'due', 'late']
const rank = ({ state }: DeliveryView) => fromDoneToMissing.indexOf(state)
const place = (one: DeliveryView) => (one.confirmedAt ?? one.confirmBy ?? one.sentAt)?.getTime() ?? 0

/** So long after a decision, in seconds, a worker may still be making its first delivery, and then the others. */
const [firstWithin, othersWithin] = [60, 5]
/** How long to wait before looking again, in seconds, by the age of the decision. */
const paces = [
  { until: 15, againIn: 1 },
  { until: 10 * 60, againIn: 5 },
  { until: 60 * 60, againIn: 30 },
]

/** How far a decision has come: one line a system, and whether looking again is worth it. */
export function progressOf(decidedAt: Date, delivered: readonly Delivered[], now: Date): DeliveryProgress {
  const all = delivered.map((one) => ({ ...one, state: deliveryStateOf(one, now) }))
  const slowest = [...Map.groupBy(all, ({ system }) => system).values()].flatMap((ways) =>
    ways.toSorted((a, b) => rank(b) - rank(a)).slice(0, 1),
  )
  const age = (now.getTime() - decidedAt.getTime()) / 1000
  const underway = age < (all.length === 0 ? firstWithin : othersWithin)
  const awaited = slowest.some(({ state, confirmBy }) => state === 'due' || (state === 'sent' && confirmBy))
  const pace = paces.find(({ until }) => age < until)
  return {
    deliveries: slowest.toSorted((a, b) => rank(a) - rank(b) || place(a) - place(b)),
    underway,
    againIn: underway || awaited ? (pace?.againIn ?? null) : null,
  }
}
