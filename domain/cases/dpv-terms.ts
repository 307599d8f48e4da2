import type { DpvDelay, DpvStatus } from '#policy/dpv.ts'
import type { CaseState, StepKind } from './rules.ts'
import type { PauseReason, StepView } from './schema.ts'

/** What DPV 2.3 calls a case after each of its steps, but for messages. */
const statuses: Record<Exclude<StepKind, 'message'>, DpvStatus> = {
  received: 'dpv:RequestInitiated',
  registered: 'dpv:RequestAcknowledged',
  'in-review': 'dpv:RequestAccepted',
  'waiting-customer': 'dpv:RequestRequiresAction',
  extended: 'dpv:RequestActionDelayed',
  answered: 'dpv:RequestFulfilled',
  fulfilled: 'dpv:RequestFulfilled',
  'partly-fulfilled': 'dpv:RequestFulfilled',
  refused: 'dpv:RequestRejected',
  negotiation: 'dpv:RequestAccepted',
  withdrawn: 'dpv:RequestUnfulfilled',
  closed: 'dpv:RequestFulfilled',
  court: 'dpv:RequestAccepted',
}

/** Why the answer is delayed while the clock stands still. What a notice of delay says, it says in words alone. */
const delays: Record<PauseReason, DpvDelay> = {
  identity: 'justifications:IdentityVerificationRequired',
  documents: 'justifications:InformationRequired',
}

/** What DPV 2.3 calls the state of a case. */
export const statusOf = (state: CaseState): DpvStatus => statuses[state]

/**
 * The terms of DPV 2.3 that a step bears: its status, and why the answer is delayed where the clock stands still from it on.
 * A message of the customer does what the bank waits for, or asks how it stands; one of the bank leaves the status.
 * @param before the case's state before the step
 */
export function termsOf(
  { kind, side, pauseReason }: Pick<StepView, 'kind' | 'side' | 'pauseReason'>,
  before: CaseState,
): (DpvStatus | DpvDelay)[] {
  const status = kind === 'message' ? ofMessage(side, before) : statuses[kind]
  return pauseReason ? [status, delays[pauseReason]] : [status]
}

function ofMessage(side: StepView['side'], before: CaseState): DpvStatus {
  if (side !== 'customer') return statuses[before]
  return before === 'waiting-customer' ? 'dpv:RequestRequiredActionPerformed' : 'dpv:RequestStatusQuery'
}
