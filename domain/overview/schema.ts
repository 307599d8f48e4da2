import { z } from 'zod'
import type { ActivityEntry } from '../activity/schema.ts'
import type { ComplaintSummary } from '../complaints/schema.ts'

/** What the portal may suggest, the most useful first. */
export const suggestionIds = [
  'marketing-all',
  'location-unused',
  'sessions-open',
  'email-missing',
  'third-party-data',
] as const
export type SuggestionId = (typeof suggestionIds)[number]

export const dismissInput = z.object({ suggestion: z.enum(suggestionIds, 'overview.suggestion') })

/** A suggestion that applies now. */
export interface Suggestion {
  id: SuggestionId
  /** How many channels, sessions or kinds of data it speaks of. */
  count: number
}

/** A consent to look at again, and why. */
export interface Review {
  consent: string
  /** `expires` soon, has lately `expired`, was given long ago (`old`), or came with a later policy (`new`). */
  reason: 'expires' | 'expired' | 'old' | 'new'
  /** When it expires or expired, was given, or came. */
  at: Date
}
export interface ReviewView extends Review {
  title: string
}

/** Something that happened since the customer was last here. */
export type ChangeView =
  | { kind: 'entry'; at: Date; entry: ActivityEntry }
  | { kind: 'disclosures'; at: Date; recipient: string; name: string; times: number; purpose: string }
  | { kind: 'policy'; at: Date; number: number }

export interface OverviewView {
  held: { fields: number; categories: number }
  /** How many recipients data go to now. */
  recipients: number
  consents: { given: number; others: number }
  reviews: ReviewView[]
  /** The open complaint with the nearest last day, and how many more are open. */
  complaint: ComplaintSummary | null
  otherComplaints: number
  since: {
    /** When the visit before this one began; null on the first. */
    from: Date | null
    /** The newest few, newest first. */
    changes: ChangeView[]
    /** How many there are with those not shown; tellings to one recipient count as one. */
    total: number
  }
  suggestions: Suggestion[]
  /** Whether suggestions can be dismissed by who looks. */
  live: boolean
}
