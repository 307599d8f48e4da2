import { z } from 'zod'

/** What an audit row can say was done. A customer's activity page shows those in {@link activity}. */
export const actions = [
  'attachment.opened',
  'attachment.refused',
  'attachment.removed',
  'attachment.uploaded',
  'complaint.answered',
  'complaint.assigned',
  'complaint.extended',
  'complaint.filed',
  'complaint.message-sent',
  'complaint.not-found',
  'complaint.noted',
  'complaint.opened',
  'complaint.registered',
  'complaint.reminded',
  'complaint.taken-in-review',
  'complaint.withdrawn',
  'complaint.moved',
  'consent.given',
  'consent.refused',
  'consent.withdrawn',
  'customer.found',
  'customer.registered',
  'customer.searched',
  'delivery.confirmed',
  'delivery.failed',
  'disclosures.recorded',
  'guardian.ended',
  'guardian.registered',
  'holding.revealed',
  'holdings.put',
  'import.cut-off',
  'import.failed',
  'import.received',
  'import.run',
  'import.started',
  'look.approved',
  'look.asked',
  'look.code-shown',
  'look.ended',
  'look.expired',
  'look.granted',
  'look.not-found',
  'look.page-opened',
  'look.page-refused',
  'look.refused',
  'look.reviewed',
  'look.started',
  'look.value-opened',
  'look.withdrawn',
  'message.sent',
  'message.failed',
  'message.void',
  'obligation.put',
  'policy.published',
  'profile.locale-changed',
  'session.ended',
  'session.gpc-noticed',
  'session.started',
  'sign-in.code-requested',
  'sign-in.failed',
  'staff.refused',
  'staff.signed-in',
  'staff.signed-out',
  'state-application.answered',
  'state-application.taken',
  'state-consent.asked',
  'step-up.code-requested',
  'step-up.confirmed',
  'subscription.disabled',
  'suggestion.dismissed',
  'upkeep.purged',
] as const
export type Action = (typeof actions)[number]

/** What of the log means something to the customer it is about, in the kinds their activity page can show apart. */
export const activity = {
  'sign-ins': [
    'session.started',
    'session.ended',
    'sign-in.code-requested',
    'step-up.code-requested',
    'step-up.confirmed',
  ],
  consents: ['consent.given', 'consent.refused', 'consent.withdrawn', 'session.gpc-noticed'],
  data: ['holding.revealed'],
  complaints: [
    'complaint.filed',
    'complaint.registered',
    'complaint.taken-in-review',
    'complaint.opened',
    'complaint.message-sent',
    'complaint.extended',
    'complaint.answered',
    'complaint.moved',
    'complaint.withdrawn',
    'attachment.opened',
    'attachment.refused',
    'attachment.removed',
    'attachment.uploaded',
  ],
  looks: [
    'customer.found',
    'look.asked',
    'look.approved',
    'look.granted',
    'look.refused',
    'look.withdrawn',
    'look.expired',
    'look.code-shown',
    'look.started',
    'look.page-opened',
    'look.page-refused',
    'look.value-opened',
    'look.ended',
    'look.reviewed',
  ],
  profile: [
    'customer.registered',
    'guardian.ended',
    'guardian.registered',
    'profile.locale-changed',
    'suggestion.dismissed',
  ],
} as const satisfies Record<string, readonly Action[]>
export type ActivityKind = keyof typeof activity
export type ActivityAction = (typeof activity)[ActivityKind][number]
export const activityKinds = [
  'sign-ins',
  'consents',
  'data',
  'complaints',
  'looks',
  'profile',
] as const satisfies ActivityKind[]

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
