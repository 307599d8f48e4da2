import { z } from 'zod'
import { suggestionIds } from '#db/schema/overview.ts'
import type { ActivityEntry } from '../activity/schema.ts'
import type { ComplaintSummary } from '../complaints/schema.ts'
import type { Mentioned } from '../policies/schema.ts'

export { suggestionIds }
export type SuggestionId = (typeof suggestionIds)[number]

export const dismissInput = z.object({ suggestion: z.enum(suggestionIds, 'overview.suggestion') })

/** A suggestion that applies now. */
export interface Suggestion {
  id: SuggestionId
  /** How many channels, sessions or kinds of data it is about. */
  count: number
}

/** A consent to review, and why. */
export interface Review {
  consent: string
  /**
   * It allows more than the customer agreed to (`widened`), `expires` soon, has recently `expired`, was given long ago
   * (`old`), or came since the customer was last here (`new`).
   */
  reason: 'widened' | 'expires' | 'expired' | 'old' | 'new'
  /** When it was given, expires, expired, or was added. */
  at: Date
}
export interface ReviewView extends Review {
  title: string
}

/** A change since the customer's previous visit. */
export type ChangeView =
  | { kind: 'entry'; at: Date; entry: ActivityEntry }
  | { kind: 'disclosures'; at: Date; recipient: Mentioned; times: number; purpose: Mentioned }
  | { kind: 'policy'; at: Date; number: number }

export interface OverviewView {
  held: { fields: number; categories: number }
  /** The number of recipients that may get data now. */
  recipients: number
  consents: { given: number; others: number }
  reviews: ReviewView[]
  /** The open complaint with the nearest last day, and how many more are open. */
  complaint: ComplaintSummary | null
  otherComplaints: number
  since: {
    /** When the previous visit began; null on the first. */
    from: Date | null
    /** The newest changes, newest first. */
    changes: ChangeView[]
    /** The number of all changes; disclosures to one recipient count as one. */
    total: number
  }
  suggestions: Suggestion[]
  /** Whether this reader can hide suggestions. */
  live: boolean
}
