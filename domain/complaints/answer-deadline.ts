import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import {
  deadline,
  delayedDay,
  fixedDeadline,
  type Progress,
  progress,
  type Trace,
  UncoveredYear,
} from '../deadlines.ts'
import { type CaseState, groupOf } from '../cases/rules.ts'
import type { About } from './schema.ts'

/**
 * The last day for the written answer to a complaint received now. One about a decision of a program is an objection, which
 * Law 94-V, art. 19-1(3), has answered sooner.
 */
export const countAnswerDeadline = (receivedAt: Date, about?: About['kind']): Trace =>
  about === 'automated-decision' ? countObjection(receivedAt) : countComplaint(receivedAt)

const countComplaint = (receivedAt: Date): Trace =>
  deadline(findClock(catalogue(), 'complaint-answer'), catalogue().calendar, receivedAt)

/** Beyond the calendar's last year calendar days are counted, by which it is due no later than the law says. */
function countObjection(receivedAt: Date): Trace {
  const { calendar } = catalogue()
  const clock = findClock(catalogue(), 'objection-answer')
  return (
    ifCovered(() => deadline(clock, calendar, receivedAt)) ??
    deadline({ ...clock, unit: 'calendar-days' }, calendar, receivedAt)
  )
}

/**
 * How a complaint's last day was computed. It was fixed at receipt; a later change of the clock, or a calendar that no
 * longer has its year, does not move it.
 */
export function answerDeadline({ receivedAt, dueOn }: { receivedAt: Date; dueOn: string }): Trace {
  const complaint = ifCovered(() => countComplaint(receivedAt))
  if (complaint?.due === dueOn) return complaint
  const objection = countObjection(receivedAt)
  return objection.due === dueOn ? objection : fixedDeadline(catalogue().calendar.zone, receivedAt, dueOn)
}

function ifCovered(count: () => Trace): Trace | null {
  try {
    return count()
  } catch (error) {
    if (error instanceof UncoveredYear) return null
    throw error
  }
}

/** The day until which the bank may announce its answer as late. The last day stays what it was. */
export const countDelay = (dueOn: string): string =>
  delayedDay(findClock(catalogue(), 'complaint-extension'), catalogue().calendar, dueOn)

/** Whether the bank still owes the written answer: it was never given, and the complaint is open. */
export const owesAnswer = (state: CaseState, answeredAt: Date | null): boolean =>
  answeredAt === null && groupOf(state) === 'open'

/** The progress towards the answer's deadline, now or when the answer was given; null when no answer is owed any more. */
export function answerProgress(
  trace: Trace,
  state: CaseState,
  answeredAt: Date | null,
  now: Date,
): Progress | null {
  if (answeredAt) return progress(trace, answeredAt)
  return owesAnswer(state, answeredAt) ? progress(trace, now) : null
}
