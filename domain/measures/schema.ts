import { z } from 'zod'
import { measureKinds, measureReasons } from '#db/schema/measures.ts'

export type MeasureKind = (typeof measureKinds)[number]
export type MeasureReason = (typeof measureReasons)[number]

/** Why the bank blocks a sign-in or ends sessions. */
const endingReasons = ['customer-asked', 'phone-lost', 'suspected-fraud'] as const
/** Why it allows sign-in again. */
const unblockingReasons = ['identity-confirmed', 'blocked-by-mistake'] as const
/** The reasons that fit a measure. */
export const reasonsOf = {
  block: endingReasons,
  unblock: unblockingReasons,
  'end-sessions': endingReasons,
} as const satisfies Record<MeasureKind, readonly MeasureReason[]>

const longestNote = 300
const measureId = z.uuid('measure.unknown')
const searchId = z.uuid('measure.unknown')
const reasonAmong = <const Reasons extends readonly MeasureReason[]>(reasons: Reasons) =>
  z.strictObject({
    reason: z.enum(reasons, 'measure.reason').describe('Why; the customer reads it in their log.'),
  })

export const blockInput = reasonAmong(endingReasons)
export const unblockInput = reasonAmong(unblockingReasons)
export const searchInput = z.object({ searchId })
export const askForMeasureInput = z.object({
  searchId,
  kind: z.enum(measureKinds, 'measure.kind'),
  reason: z.enum(measureReasons, 'measure.reason'),
  note: z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .refine((text) => [...text].length <= longestNote, 'measure.note'),
})
export const measureInput = z.object({ measureId })
export const answerMeasureInput = z.object({
  measureId,
  answer: z.enum(['take', 'decline'], 'measure.answer'),
})

/** A measure that waits for another member of staff. */
export interface WaitingMeasure {
  id: string
  kind: MeasureKind
  reason: MeasureReason
  /** Empty where none was added. */
  note: string
  /** The customer's name, masked; null when the bank holds none. */
  customer: string | null
  /** The staff code of the one who asked. */
  staffId: string
  askedAt: Date
  /** Until when it can be decided. */
  until: Date
  /** Whether the reader asked for it. */
  mine: boolean
}

/** The sign-in of a customer whom staff have found. */
export interface SignInView {
  searchId: string
  /** Masked; null when the bank holds no name. */
  customer: string | null
  blockedSince: Date | null
  /** What the reader may ask for now. */
  kinds: MeasureKind[]
  waiting: WaitingMeasure[]
}
