import { z } from 'zod'
import { type ActivityAction, type ActivityKind, activityKinds } from '../actions.ts'

export const listActivityInput = z.object({
  kind: z.enum(activityKinds, 'activity.kind').optional(),
  cursor: z.string('activity.cursor').max(200, 'activity.cursor').optional(),
})

/** An entry of the customer's activity log. It never holds a personal value. */
export interface ActivityEntry {
  id: string
  at: Date
  action: ActivityAction
  /** Null when nobody had signed in yet. */
  by: 'you' | 'bank' | 'bank-system' | 'portal' | null
  /** The staff code, when a member of staff acted. */
  staff: string | null
  /** The browser in which it was done, if the portal knows. */
  device: string | null
  about: ActivitySubject | null
  /**
   * The channel of a decision or complaint, the step of a complaint, the kind of a contact, the language chosen, the page of
   * a look, how it was granted, the reason of a measure or a restriction, the ground of a use.
   */
  code: string | null
  /** The look in which it was done, about which the customer can complain. */
  lookId: string | null
  /** Why staff saw a value whole in a look, or the note of a contact, word for word. */
  reason: string | null
}

/** What an entry is about. The title is of that time, in the reader's language; null when no policy has it. */
export interface ActivitySubject {
  kind: 'automated-decision' | 'consent' | 'field' | 'complaint' | 'request' | 'contact' | 'session' | 'look'
  id: string
  title: string | null
}

export interface ActivityView {
  kind: ActivityKind | null
  entries: ActivityEntry[]
  /** The number of entries of the kind, on all pages. */
  total: number
  /** Whether newer entries are on a page before this one. */
  continued: boolean
  /** The cursor of the next page; null on the last. */
  next: string | null
}
