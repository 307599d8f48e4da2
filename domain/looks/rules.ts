import type { Field } from '#policy/schema.ts'
import { answerSeconds, reviewSeconds } from '../life-spans.ts'
import {
  type LookEscalation,
  type LookKind,
  type LookState,
  type LookStepKind,
  type LookVerdict,
  lookMinutes,
} from './schema.ts'

/** A granted look must begin within this time. */
export const startSeconds = 10 * 60
/** The longest time from the request to the end of a look. */
export const longestLifeSeconds = answerSeconds + startSeconds + Math.max(...lookMinutes) * 60
/** How many supervisors or officers must approve a break-glass look. */
export const approvalsNeeded = 2

/** What is needed to compute the state of a look. */
export interface Clocked {
  answerBy: Date
  minutes: number
  /** When the bank blocked the customer's sign-in; nothing goes on from then. Null when it did not. */
  cutAt?: Date | null
  /** Oldest first; the first is `asked`. */
  steps: readonly { kind: LookStepKind; at: Date; escalation?: LookEscalation | null }[]
}

const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000)

/** The state of a look at a time. It follows from the steps and the clock, whether or not the worker has written an end. */
export function stateOf(look: Clocked, now: Date): LookState {
  const state = writtenState(look)
  const until = untilOf(look)
  if (!until || now.getTime() < until.getTime()) return state
  return state === 'running' ? 'ended' : 'expired'
}

/** Steps that are taken once a look is over, and leave its state as it is. */
const remarks: readonly LookStepKind[] = ['reviewed', 'acknowledged', 'settled']

/** The step that gives the state. */
const decidingStep = ({ steps }: Pick<Clocked, 'steps'>) =>
  steps.findLast(({ kind }) => !remarks.includes(kind))

/** The state by the steps alone, whatever the time. */
function writtenState(look: Pick<Clocked, 'steps'>): LookState {
  const kind = decidingStep(look)?.kind
  switch (kind) {
    case undefined:
    case 'asked':
    case 'approved':
    case 'reviewed':
    case 'acknowledged':
    case 'settled':
      return 'waiting'
    case 'started':
      return 'running'
    default:
      return kind
  }
}

/**
 * When the time of the written state runs out; null when no time runs. A block of the customer's sign-in cuts it short: the
 * customer can no longer answer or stop a look.
 */
export function untilOf(look: Clocked): Date | null {
  const limit = limitOf(look)
  return limit && look.cutAt && look.cutAt < limit ? look.cutAt : limit
}

/**
 * Whether a step that ends a look follows from a block of the customer's sign-in.
 * @param before the look with the steps before it.
 */
export function followsBlock(before: Clocked, step: Clocked['steps'][number]): boolean {
  const until = untilOf(before)
  const ends = step.kind === 'ended' || step.kind === 'expired'
  return ends && until !== null && until === before.cutAt && until <= step.at
}

function limitOf(look: Clocked): Date | null {
  const last = decidingStep(look)
  switch (writtenState(look)) {
    case 'waiting':
      return look.answerBy
    case 'granted':
      return last ? after(last.at, startSeconds) : null
    case 'running':
      return last ? after(last.at, look.minutes * 60) : null
    default:
      return null
  }
}

/** Whether a look is open: it waits for an answer, may begin, or is running. */
export const isOpen = (state: LookState): boolean =>
  state === 'waiting' || state === 'granted' || state === 'running'

/** Which steps may follow which state. A break-glass look is reviewed once, when it is over. */
const moves: Record<LookState, readonly LookStepKind[]> = {
  waiting: ['approved', 'granted', 'refused', 'withdrawn'],
  granted: ['started', 'withdrawn', 'ended'],
  running: ['ended'],
  refused: [],
  withdrawn: [],
  expired: [],
  ended: [],
}

export const mayTakeLookStep = (state: LookState, kind: LookStepKind): boolean => moves[state].includes(kind)

/** The step that the clock has caused; null while there is none. */
export function clockStep(look: Clocked, now: Date): 'expired' | 'ended' | null {
  const state = stateOf(look, now)
  if (state === writtenState(look)) return null
  return state === 'ended' ? 'ended' : 'expired'
}

/** Whether a break-glass look was or could have been begun and has not been reviewed since. */
export const awaitsReview = (kind: LookKind, state: LookState, steps: Clocked['steps']): boolean =>
  kind === 'break-glass' &&
  !isOpen(state) &&
  steps.some((step) => step.kind === 'granted') &&
  !steps.some((step) => step.kind === 'reviewed')

/** When the review of a look that {@link awaitsReview} is owed: some time after it was over. */
export function reviewBy(look: Clocked): Date | null {
  const over = untilOf(look) ?? decidingStep(look)?.at
  return over ? after(over, reviewSeconds) : null
}

/** Whether the review of a look that {@link awaitsReview} is owed no later than now. */
export const isOverdue = (look: Clocked, now: Date): boolean => {
  const by = reviewBy(look)
  return by !== null && by <= now
}

/** Whether a verdict sends the look on to somebody who has to act on it. */
export const isEscalated = (verdict: LookVerdict): boolean => verdict !== 'justified'

/** Whether a look was escalated and nobody has settled that yet. */
export const awaitsSettlement = ({ steps }: Pick<Clocked, 'steps'>): boolean =>
  steps.some(({ escalation }) => escalation) && !steps.some(({ kind }) => kind === 'settled')

/** Whether a step tells the customer something they must take note of, also when they had noted the look before. */
export const isNews = ({ kind, escalation }: Clocked['steps'][number]): boolean =>
  kind === 'settled' || (escalation ?? null) !== null

/** Whether the customer has taken note of a look and of all that its review has found against it since. */
export const isAcknowledged = ({ steps }: Pick<Clocked, 'steps'>): boolean =>
  steps.findLastIndex(({ kind }) => kind === 'acknowledged') > steps.findLastIndex(isNews)

/** Whether a look had begun, is over, and its customer has not acknowledged it yet. */
export const awaitsAcknowledgement = (look: Clocked, now: Date): boolean =>
  look.steps.some(({ kind }) => kind === 'started') && !isOpen(stateOf(look, now)) && !isAcknowledged(look)

/** Whether a value of the field may be shown whole in a look. The IIN opens too much elsewhere, so it is not. */
export const opensInLook = ({ id, neverReveal }: Pick<Field, 'id' | 'neverReveal'>): boolean =>
  !neverReveal && id !== 'iin'
