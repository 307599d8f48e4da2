import { z } from 'zod'
import { type ActivityAction, type ActivityKind, activityKinds } from '../actions.ts'

export const listActivityInput = z.object({
  kind: z.enum(activityKinds, 'activity.kind').optional(),
  cursor: z.string('activity.cursor').max(200, 'activity.cursor').optional(),
})

/** Something that was done, as the customer it concerns may read it. Never holds a personal value. */
export interface ActivityEntry {
  id: string
  at: Date
  action: ActivityAction
  /** Null where no one had signed in yet. */
  by: 'you' | 'bank' | 'bank-system' | 'portal' | null
  /** The staff member's own sign, where one acted. */
  staff: string | null
  /** The browser it was done in, where the portal knows. */
  device: string | null
  about: ActivitySubject | null
  /** The channel of a decision, the step of a complaint, the language chosen, the page of a look, how it was granted. */
  code: string | null
  /** The look it belongs to, which a complaint can ask about. */
  lookId: string | null
}

/** What an entry is about. The title is in the reader's language; null where the policy no longer has the thing. */
export interface ActivitySubject {
  kind: 'consent' | 'field' | 'complaint' | 'session' | 'look'
  id: string
  title: string | null
}

export interface ActivityView {
  kind: ActivityKind | null
  entries: ActivityEntry[]
  /** How many there are of the kind, on all pages together. */
  total: number
  /** Whether newer ones stand on pages before this. */
  continued: boolean
  /** For the page after this; null on the last. */
  next: string | null
}
