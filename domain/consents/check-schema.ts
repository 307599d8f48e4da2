import { z } from 'zod'
import { remainingGrounds } from '#db/schema/restrictions.ts'

export { remainingGrounds }

/** Any text a database can hold, because an unknown name is an answer and not an error. */
const named = /^[ -~\u00a0-\uffff]{1,64}$/
const pair = z.strictObject({
  customer: z
    .string('customer.reference')
    .regex(named, 'customer.reference')
    .describe("The bank's own id of the customer."),
  consent: z
    .string('consent.unknown')
    .regex(named, 'consent.unknown')
    .describe('The id of the consent in the policy.'),
})
/** A customer, by the bank's reference, and a consent. */
export type ConsentPair = z.output<typeof pair>
export const checkInput = z.strictObject({
  pairs: z
    .array(pair, 'consent.pairs')
    .min(1, 'consent.pairs')
    .max(1000, 'consent.pairs')
    .describe('What is asked, in the order of the answers.'),
})
export const checkReasons = [
  'given',
  'never',
  'refused',
  'withdrawn',
  'expired',
  'outgrown',
  'restricted',
  'unknown-customer',
  'unknown-consent',
] as const

/** Whether a system may use data by the consent, and until when it may cache the answer. */
export interface CheckAnswer extends ConsentPair {
  allowed: boolean
  reason: (typeof checkReasons)[number]
  /** Since when it holds: when it was decided or ran out; null without a decision. */
  since: Date | null
  /** The latest decision, which the next one must name; null without one. */
  decision: string | null
  /** The policy version it was taken under. */
  policyVersion: number | null
  cacheUntil: Date
  /** Under a yes, the fields of the consent whose use is restricted, with the grounds that remain. A consent is none of them. */
  restricted: { field: string; allowed: (typeof remainingGrounds)[number][] }[]
}
