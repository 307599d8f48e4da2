/** What can happen to a complaint. */
export const stepKinds = [
  'received',
  'registered',
  'in-review',
  'waiting-customer',
  'message',
  'extended',
  'answered',
  'negotiation',
  'withdrawn',
  'closed',
  'court',
] as const
export type StepKind = (typeof stepKinds)[number]
/** Where a complaint stands: every step but a message and an extension is a state of its own name. */
export type State = Exclude<StepKind, 'message' | 'extended'>
export type Side = 'customer' | 'bank' | 'portal'

/** The steps the bank's staff may take; an extension is a verb of its own. */
export const bankKinds = ['in-review', 'waiting-customer', 'message', 'answered', 'closed', 'court'] as const

/**
 * Which steps may follow which state, and whose they are. Nothing follows a withdrawal. Closing does not end
 * the customer's say: what was answered or closed can be disagreed with.
 */
const moves: Record<State, Partial<Record<Side, readonly StepKind[]>>> = {
  received: { portal: ['registered'] },
  registered: {
    customer: ['message', 'withdrawn'],
    bank: ['in-review', 'waiting-customer', 'message', 'extended', 'answered'],
  },
  'in-review': {
    customer: ['message', 'withdrawn'],
    bank: ['waiting-customer', 'message', 'extended', 'answered'],
  },
  'waiting-customer': {
    customer: ['message', 'withdrawn'],
    bank: ['in-review', 'message', 'extended', 'answered'],
  },
  answered: { customer: ['message', 'negotiation'], bank: ['message', 'closed'] },
  negotiation: { customer: ['message', 'withdrawn'], bank: ['message', 'answered', 'closed', 'court'] },
  court: { customer: ['message'], bank: ['message', 'closed'] },
  closed: { customer: ['negotiation'] },
  withdrawn: {},
}
const awaitingAnswer: readonly State[] = ['registered', 'in-review', 'waiting-customer']
const saidInWords: readonly StepKind[] = [
  'waiting-customer',
  'message',
  'extended',
  'answered',
  'negotiation',
]

/**
 * Whether a side may take a step now.
 * @param late the answer's last day is past: then the customer may ask for negotiation without one, and the bank
 *   may not give itself more time.
 * @param extended the deadline was extended before; it never is again.
 */
export function mayFollow(
  state: State,
  side: Side,
  kind: StepKind,
  late: boolean,
  extended = false,
): boolean {
  if (kind === 'extended' && (late || extended)) return false
  if (moves[state][side]?.includes(kind)) return true
  return late && side === 'customer' && kind === 'negotiation' && awaitingAnswer.includes(state)
}

/** A message or an extension leaves the state as it was; but the customer's puts a complaint that waited for them back in review. */
export function stateAfter(state: State, side: Side, kind: StepKind): State {
  if (kind === 'extended') return state
  if (kind !== 'message') return kind
  return state === 'waiting-customer' && side === 'customer' ? 'in-review' : state
}

/** Whether a step says nothing without words. */
export const needsText = (kind: StepKind): boolean => saidInWords.includes(kind)

/** Which part of the list a complaint stands in. */
export function groupOf(state: State): 'open' | 'answered' | 'closed' {
  if (state === 'withdrawn' || state === 'closed') return 'closed'
  return state === 'answered' ? 'answered' : 'open'
}

export const isStepKind = (kind: string): kind is StepKind => stepKinds.some((one) => one === kind)
export const isState = (state: string): state is State =>
  isStepKind(state) && state !== 'message' && state !== 'extended'

/** The states in which something is still to be done. */
export const openStates: readonly State[] = stepKinds
  .filter(isState)
  .filter((state) => groupOf(state) === 'open')
