import type { QueueRow } from '../desk/schema.ts'
import type { DeskLookView } from './schema.ts'

/** How often one member of staff has searched and looked in the last thirty days. */
export interface Volume {
  staffId: string
  searches: number
  looks: number
  breakGlass: number
}

/** A search that found someone and was followed by no look within a day. */
export interface IdleSearch {
  id: string
  at: Date
  staffId: string
  by: 'reference' | 'iin' | 'phone'
  /** The customer's name, masked. */
  customer: string | null
}

/** One member of staff searched more often within an hour than their work explains. */
export interface SearchAlert {
  staffId: string
  /** When the hour began: at its first search. */
  hour: Date
  searches: number
}

/** The oversight view for supervisors and officers. */
export interface OversightView {
  awaitingApproval: DeskLookView[]
  underWay: DeskLookView[]
  /** The one that has waited longest first. */
  awaitingReview: DeskLookView[]
  /** The looks whose escalation nobody has settled, the oldest first. */
  escalated: DeskLookView[]
  alerts: SearchAlert[]
  idleSearches: IdleSearch[]
  volumes: Volume[]
  /** This month's looks, newest first, as many as a page holds. */
  looks: DeskLookView[]
  /** Since when this month's figures count. */
  since: Date
  /** So many searches within an hour raise an alert. */
  searchesThatAlert: number
  /** The complaints whose answer is late, the longest late first. */
  late: QueueRow[]
}
