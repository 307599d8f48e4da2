import { doubling } from '#db/due.ts'
import type { StateDecision, StateOutcome } from './state-service.ts'

const waits = { firstSeconds: 60, longestSeconds: 6 * 60 * 60 }

const decisions: Record<StateOutcome, Omit<StateDecision, 'number'>> = {
  withdrawn: { decision: 'withdrawn' },
  'already-off': { decision: 'already-off' },
  obliged: { decision: 'refused', reason: 'obligation' },
  'unknown-customer': { decision: 'refused', reason: 'unknown-person' },
  'unknown-consent': { decision: 'refused', reason: 'unknown-consent' },
}

/** The decision to send to the state service for an outcome. */
export const decisionOn = (number: string, outcome: StateOutcome): StateDecision => ({
  number,
  ...decisions[outcome],
})

/**
 * When a decision that the service did not accept is sent again: after a minute, then after twice as long each time, six
 * hours at most, without end.
 * @param attempts includes the one that has just failed.
 */
export const nextAnswerAt = (attempts: number, now: Date): Date => doubling(now, attempts, waits)
