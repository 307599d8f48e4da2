import { z } from 'zod'
import type { stateOutcomes } from '#db/schema/state-service.ts'

/**
 * The state service of control of access to personal data, at which citizens withdraw consents (Law 94-V, art. 8(1);
 * Order 144/НҚ of 29.04.2022): the three operations that Smart Bridge offers a bank. No act publishes their messages, so
 * the shapes are ours.
 */
export interface StateService {
  /** `KDP_SERVICE`: whether a person gave a consent at the service. */
  askConsent(question: StateQuestion): Promise<StateConsent>
  /** `KDP_LIST_TO_REVOKE`: the requested withdrawals that the bank has not decided yet, oldest first. */
  listApplications(): Promise<StateApplication[]>
  /** `KDP_SEND_SOLUTION`: the bank's decision on one of them. Sending it again changes nothing. */
  sendDecision(decision: StateDecision): Promise<void>
}

/** A failure of the adapter. It has a code, and nothing of what was sent or answered. */
export class StateServiceFailed extends Error {
  override name = 'StateServiceFailed'
  /** `unreachable`, `answer` for an answer of the wrong shape, or the HTTP status. */
  readonly code: 'unreachable' | 'answer' | number
  constructor(code: StateServiceFailed['code']) {
    super(`the state service: ${code}`)
    this.code = code
  }
}

const personNumber = z.string().regex(/^\d{12}$/, 'iin.length')
const consentCode = z.string().regex(/^[A-Za-z0-9-]{1,40}$/, 'state-service.code')

export const stateApplication = z.strictObject({
  /** The service's own number of the application. */
  number: z.string().regex(/^[A-Za-z0-9/-]{1,64}$/, 'state-service.number'),
  iin: personNumber,
  /** The service's name of the consent: `stateCode` in the catalogue. */
  code: consentCode,
  /** When the person asked for it. */
  at: z.iso.datetime({ offset: true, error: 'state-service.at' }),
})
export type StateApplication = z.infer<typeof stateApplication>

export const stateConsent = z.strictObject({
  given: z.boolean(),
  /** Since when; null where it was never given. */
  since: z.iso.datetime({ offset: true }).nullable(),
  until: z.iso.datetime({ offset: true }).nullable(),
})
export type StateConsent = z.infer<typeof stateConsent>

export interface StateQuestion {
  iin: string
  code: string
  /** Names the question in both sides' logs. */
  requestId: string
}

export type StateOutcome = (typeof stateOutcomes)[number]

export interface StateDecision {
  number: string
  decision: 'withdrawn' | 'already-off' | 'refused'
  /** Why it is refused; `obligation` is Law 94-V, art. 8(2). */
  reason?: 'obligation' | 'unknown-person' | 'unknown-consent'
}
