import type { ClockId } from '#policy/clock-ids.ts'
import type { About } from '../cases/schema.ts'

/**
 * The clock by which the written answer to a complaint is owed. One about a decision of a program is an objection, which Law
 * 94-V, art. 19-1(3), has answered sooner.
 */
export const answerClock = (about?: About['kind']): ClockId =>
  about === 'automated-decision' ? 'objection-answer' : 'complaint-answer'
