import { z } from 'zod'
import { suggestionIds } from '#db/schema/overview.ts'
import type { ActivityEntry } from '../activity/schema.ts'
import type { ListedComplaint } from '../complaints/schema.ts'
import type { ConsentView } from '../consents/schema.ts'
import type { OwnLookView } from '../looks/schema.ts'
import type { Mentioned } from '../policies/schema.ts'
import type { ListedRequest } from '../requests/schema.ts'

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

/** An open complaint or request. */
export type OpenCase = ({ type: 'complaint' } & ListedComplaint) | ({ type: 'request' } & ListedRequest)

export interface OverviewView {
  /** The looks that wait for the customer, for an answer or to be acknowledged; none for another reader. */
  looks: OwnLookView[]
  /** The open cases about which the bank asks the customer something, the nearest last day first. */
  questions: OpenCase[]
  /** The given consents that end soon, the first to end first. */
  expiring: ConsentView[]
  /** The version the consents were read under; null while it is not published. */
  policyVersion: number | null
  held: { fields: number; categories: number }
  /** The number of recipients that may get data now. */
  recipients: number
  consents: { given: number; others: number }
  /** The other consents to look at: ended, given long ago, or new. */
  reviews: ReviewView[]
  /** The open case with the nearest last day among those whose clock runs, and how many more are open. */
  openCase: OpenCase | null
  others: { complaints: number; requests: number }
  since: {
    /** When the previous visit began; null on the first. */
    from: Date | null
    /** The newest changes made by others, newest first. */
    changes: ChangeView[]
    /** The number of all changes; disclosures to one recipient count as one. */
    total: number
  }
  suggestions: Suggestion[]
  /** Whether this reader can hide suggestions. */
  live: boolean
}
