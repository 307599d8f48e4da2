import { answerSeconds } from '../life-spans.ts'
import { type LookState, type LookStepKind, lookMinutes } from './schema.ts'

/** What was granted must be begun within so long. */
export const startSeconds = 10 * 60
/** No look is open longer than this from being asked for. */
export const longestLifeSeconds = answerSeconds + startSeconds + Math.max(...lookMinutes) * 60
/** How many others must approve a look that the customer did not answer for. */
export const approvalsNeeded = 2

/** What is needed of a look to tell where it stands. */
export interface Clocked {
  answerBy: Date
  minutes: number
  /** Oldest first; the first is `asked`. */
  steps: readonly { kind: LookStepKind; at: Date }[]
}

const after = (moment: Date, seconds: number) => new Date(moment.getTime() + seconds * 1000)

/** Where a look stands. Clocks count without anyone's help: nothing waits for the worker to write an end down. */
export function stateOf(look: Clocked, now: Date): LookState {
  const state = writtenState(look)
  const until = untilOf(look)
  if (!until || now.getTime() < until.getTime()) return state
  return state === 'running' ? 'ended' : 'expired'
}

/** The step that decides: a review comes on top and changes nothing. */
const decidingStep = ({ steps }: Pick<Clocked, 'steps'>) => steps.findLast(({ kind }) => kind !== 'reviewed')

/** Where the steps alone have brought it, whatever the time. */
function writtenState(look: Pick<Clocked, 'steps'>): LookState {
  const kind = decidingStep(look)?.kind
  switch (kind) {
    case undefined:
    case 'asked':
    case 'approved':
    case 'reviewed':
      return 'waiting'
    case 'started':
      return 'running'
    default:
      return kind
  }
}

/** When the clock that runs in the written state has run out; null when none runs. */
export function untilOf(look: Clocked): Date | null {
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

/** Whether a look waits, may begin, or is under way: anything can still come of it. */
export const isOpen = (state: LookState): boolean =>
  state === 'waiting' || state === 'granted' || state === 'running'

/** Which steps may follow which state. Reviewing comes on top, once, when a look without leave is over. */
const moves: Record<LookState, readonly LookStepKind[]> = {
  waiting: ['approved', 'granted', 'refused', 'withdrawn'],
  granted: ['started', 'withdrawn', 'ended'],
  running: ['ended'],
  refused: [],
  withdrawn: [],
  expired: [],
  ended: [],
}

export const mayFollow = (state: LookState, kind: LookStepKind): boolean => moves[state].includes(kind)

/** The step that writes down what the clock has done; null while it has done nothing. */
export function clockStep(look: Clocked, now: Date): 'expired' | 'ended' | null {
  const state = stateOf(look, now)
  if (state === writtenState(look)) return null
  return state === 'ended' ? 'ended' : 'expired'
}

/** Whether a look was begun or could have been without the customer's leave, and nobody has gone over it since. */
export const awaitsReview = (kind: string, state: LookState, steps: Clocked['steps']): boolean =>
  kind === 'break-glass' &&
  !isOpen(state) &&
  steps.some((step) => step.kind === 'granted') &&
  !steps.some((step) => step.kind === 'reviewed')
