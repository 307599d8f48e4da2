import type { DecisionView, DeliveryProgress, DeliveryView } from '#domain/consents/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { isoDay, moment, nearDate, preciseTime, untilTime } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** The delivery progress of a decision in words. The browser shows them as they are. */
export interface ProgressWords {
  /** The decision, then each system; empty where no system is told. */
  lines: ProgressLine[]
  /** The sentence shown where there are no lines. */
  note: string | null
  /** The sentence for the closed row when a system is late; null when none is. */
  late: string | null
  /** The seconds until the page should ask again; null once nothing is expected. */
  againIn: number | null
}

export interface ProgressLine {
  knot: 'ring' | 'disc' | 'next' | 'stop'
  line: 'solid' | 'dots' | 'none'
  /** The time as text; null while there is none. */
  when: string | null
  dateTime: string | null
  text: string
  tone: 'soon' | 'late' | null
}

export function describeProgress(
  locale: Locale,
  decision: DecisionView,
  { deliveries, connection, underway, againIn }: DeliveryProgress,
  now: Date,
): ProgressWords {
  const say = translator(locale, 'consents')
  if (deliveries.length === 0)
    return { lines: [], note: say(underway ? 'progress.underway' : unsent(connection)), late: null, againIn }
  const { at, outcome, channel } = decision
  const taken: Mark = {
    knot: outcome === 'given' ? 'disc' : 'ring',
    ...exactly(locale, at, now),
    text: say(`progress.taken.${channel === 'gpc' || channel === 'policy' ? channel : outcome}`),
    tone: null,
  }
  const marks = [taken, ...deliveries.map((one) => markOf(say, locale, one, now))]
  const late = deliveries.filter(({ state }) => state === 'late').length
  return {
    lines: marks.map((mark, index) => ({ ...mark, line: lineBefore(marks[index + 1]) })),
    note: null,
    late: late > 0 ? say('progress.some-late', { count: late }) : null,
    againIn,
  }
}

/** Why no system was told: none ever was connected, or none was then, or the portal has no record of it. */
const unsent = (connection: DeliveryProgress['connection']) =>
  `progress.unsent.${connection ?? 'never'}` as const

type Mark = Omit<ProgressLine, 'line'>

const lineBefore = (next: Mark | undefined): ProgressLine['line'] =>
  next === undefined ? 'none' : next.knot === 'disc' ? 'solid' : 'dots'

function markOf(say: Say<'consents'>, locale: Locale, delivery: DeliveryView, now: Date): Mark {
  const { system, state, sentAt, confirmedAt, confirmBy } = delivery
  const by = confirmBy ? say('progress.by', { when: deadline(locale, confirmBy, now) }) : ''
  const text = say(`progress.${state}`, { system, by })
  if (confirmedAt) {
    const tone = state === 'applied' ? null : 'late'
    return { knot: 'disc', ...exactly(locale, confirmedAt, now), text, tone }
  }
  if (confirmBy) {
    const [knot, tone] = state === 'late' ? (['stop', 'late'] as const) : (['next', 'soon'] as const)
    return { knot, when: by, dateTime: confirmBy.toISOString(), text, tone }
  }
  if (sentAt)
    return {
      knot: 'disc',
      ...exactly(locale, sentAt, now),
      text: say('progress.told', { system }),
      tone: null,
    }
  return { knot: 'next', when: null, dateTime: null, text, tone: null }
}

/** A time of today to the second, of another day to the minute. */
const exactly = (locale: Locale, when: Date, now: Date) => ({
  when: isoDay(when) === isoDay(now) ? preciseTime(when) : moment(locale, when, now),
  dateTime: when.toISOString(),
})

const deadline = (locale: Locale, when: Date, now: Date): string =>
  isoDay(when) === isoDay(now)
    ? untilTime(locale, when)
    : `${nearDate(locale, when, now)}, ${untilTime(locale, when)}`
