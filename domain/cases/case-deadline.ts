import type { ClockId } from '#policy/clock-ids.ts'
import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import {
  deadline,
  delayedDay,
  fixedDeadline,
  type Pause,
  type Progress,
  progress,
  type Trace,
  UncoveredYear,
} from '../deadlines.ts'
import { type CaseState, groupOf } from './rules.ts'

/** What of a case's row its deadline is counted from. */
export interface Clocked {
  clock: ClockId
  receivedAt: Date
  /** ISO date; null where the calendar of working days did not reach it at receipt. */
  dueOn: string | null
}

/**
 * The last day for an answer that is owed by a clock from a moment on; null where the calendar of working days does not
 * reach it: what comes in is always taken, and its deadline is not yet known.
 */
export function countDeadline(clock: ClockId, receivedAt: Date, pauses: readonly Pause[] = []): Trace | null {
  try {
    return deadline(findClock(catalogue(), clock), catalogue().calendar, receivedAt, pauses)
  } catch (error) {
    if (error instanceof UncoveredYear) return null
    throw error
  }
}

/**
 * How a case's last day was computed; null while it is not known. It was fixed at receipt, and only pauses move it: a later
 * change of the clock, or a calendar that no longer has its year, does not.
 */
export function caseDeadline(
  { clock, receivedAt, dueOn }: Clocked,
  pauses: readonly Pause[] = [],
): Trace | null {
  const counted = countDeadline(clock, receivedAt)
  if (dueOn !== null && counted?.due !== dueOn)
    return fixedDeadline(catalogue().calendar, receivedAt, dueOn, pauses)
  return pauses.length > 0 ? countDeadline(clock, receivedAt, pauses) : counted
}

/** The day until which the bank may announce its answer as late. The last day stays what it was. */
export const countDelay = (dueOn: string): string =>
  delayedDay(findClock(catalogue(), 'complaint-extension'), catalogue().calendar, dueOn)

/** Whether the bank still owes its answer: it was never given, and the case is open. */
export const owesAnswer = (state: CaseState, answeredAt: Date | null): boolean =>
  answeredAt === null && groupOf(state) === 'open'

/**
 * The progress towards the answer's deadline, now or when the answer was given; null when no answer is owed any more, and
 * while the deadline is not known.
 */
export function answerProgress(
  trace: Trace | null,
  state: CaseState,
  answeredAt: Date | null,
  now: Date,
): Progress | null {
  if (!trace) return null
  if (answeredAt) return progress(trace, answeredAt)
  return owesAnswer(state, answeredAt) ? progress(trace, now) : null
}
