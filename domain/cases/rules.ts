import {
  answerKinds,
  type CaseType,
  type caseSides,
  caseStates,
  type stepKinds,
} from '#db/schema/case-codes.ts'
import { outgoingKinds } from '#db/schema/outgoing-texts.ts'

export type StepKind = (typeof stepKinds)[number]
export type CaseState = (typeof caseStates)[number]
export type Side = (typeof caseSides)[number]

export type OutgoingKind = (typeof outgoingKinds)[number]
/** Whether a step of the bank waits before it leaves, because its text is the customer's to read. */
export const isOutgoing = (kind: StepKind): kind is OutgoingKind => outgoingKinds.some((one) => one === kind)

/** The steps the bank's staff may take on a complaint; announcing a delay (`extended`) has a verb of its own. */
export const bankKinds = ['in-review', 'waiting-customer', 'message', 'answered', 'closed', 'court'] as const
/** How a request ends: all of it was done, a part, or nothing. */
export const outcomeKinds = ['fulfilled', 'partly-fulfilled', 'refused'] as const
/** The steps the bank's staff may take on a request. */
export const requestBankKinds = ['in-review', 'waiting-customer', 'message', ...outcomeKinds] as const

type Moves = Partial<Record<CaseState, Partial<Record<Side, readonly StepKind[]>>>>
const writing = ['message', 'withdrawn'] as const
const messages = { customer: ['message'], bank: ['message'] } as const

/**
 * Which steps may follow which state, for each side. Nothing follows a withdrawal. The customer can disagree with the answer
 * to a complaint, and with a closed one too; what they do not accept of a request's outcome is a complaint.
 */
const moves: Record<CaseType, Moves> = {
  complaint: {
    received: { portal: ['registered'] },
    registered: {
      customer: writing,
      bank: ['in-review', 'waiting-customer', 'message', 'extended', 'answered'],
    },
    'in-review': { customer: writing, bank: ['waiting-customer', 'message', 'extended', 'answered'] },
    'waiting-customer': { customer: writing, bank: ['in-review', 'message', 'extended', 'answered'] },
    answered: { customer: ['message', 'negotiation'], bank: ['message', 'closed'] },
    negotiation: { customer: writing, bank: ['message', 'answered', 'closed', 'court'] },
    court: { customer: ['message'], bank: ['message', 'closed'] },
    closed: { customer: ['negotiation'] },
  },
  request: {
    received: { portal: ['registered'] },
    registered: {
      customer: writing,
      bank: ['in-review', 'waiting-customer', 'message', 'extended', ...outcomeKinds],
    },
    'in-review': { customer: writing, bank: ['waiting-customer', 'message', 'extended', ...outcomeKinds] },
    'waiting-customer': { customer: writing, bank: ['in-review', 'message', 'extended', ...outcomeKinds] },
    fulfilled: messages,
    'partly-fulfilled': messages,
    refused: messages,
  },
}
const awaitingAnswer: readonly CaseState[] = ['registered', 'in-review', 'waiting-customer']
const saidInWords: readonly StepKind[] = [
  'waiting-customer',
  'message',
  'extended',
  ...answerKinds,
  'negotiation',
]

/**
 * Whether a side may take a step now.
 * @param late whether the last day for the answer is past: then the customer may ask for negotiation of a complaint
 *   without an answer, and the bank may not announce a delay any more.
 * @param delayed whether a delay was announced before; it can be announced only once.
 */
export function mayTakeStep(
  type: CaseType,
  state: CaseState,
  side: Side,
  kind: StepKind,
  late: boolean,
  delayed = false,
): boolean {
  if (kind === 'extended' && (late || delayed)) return false
  if (moves[type][state]?.[side]?.includes(kind)) return true
  return (
    type === 'complaint' &&
    late &&
    side === 'customer' &&
    kind === 'negotiation' &&
    awaitingAnswer.includes(state)
  )
}

/** A message or the notice of a delay does not change the state, except that the customer's message ends waiting for the customer. */
export function stateAfter(state: CaseState, side: Side, kind: StepKind): CaseState {
  if (kind === 'extended') return state
  if (kind !== 'message') return kind
  return state === 'waiting-customer' && side === 'customer' ? 'in-review' : state
}

/** Whether a step must have a text. */
export const needsText = (kind: StepKind): boolean => saidInWords.includes(kind)

/** Whether a step is the bank's answer, or a state that of a case it has answered. */
export const isAnswered = (last: StepKind): boolean => answerKinds.some((kind) => kind === last)

/** The part of the list in which a case is shown. */
export function groupOf(state: CaseState): 'open' | 'answered' | 'closed' {
  if (state === 'withdrawn' || state === 'closed') return 'closed'
  return isAnswered(state) ? 'answered' : 'open'
}

/** The states of open cases. */
export const openStates: readonly CaseState[] = caseStates.filter((state) => groupOf(state) === 'open')

/**
 * What the customer does now: `late` proposes negotiation; `await-reply` may turn to the regulator while the bank has not
 * replied to the proposal; `weigh-reply` says whether the reply solves it.
 */
export type Instruction = 'late' | 'await-reply' | 'weigh-reply'

/** What the customer does now, where the answer is late or there are negotiations; null where they may wait. */
export function instructionFor(
  state: CaseState,
  isLate: boolean,
  steps: readonly { kind: StepKind; side: Side }[],
): Instruction | null {
  if (state !== 'negotiation') return isLate ? 'late' : null
  const since = steps.slice(steps.findLastIndex(({ kind }) => kind === 'negotiation') + 1)
  return since.some(({ side }) => side === 'bank') ? 'weigh-reply' : 'await-reply'
}
