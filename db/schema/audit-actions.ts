/** The kinds of entries by which a customer's activity page can be filtered, in the order of the filter. */
export const activityKinds = [
  'sign-ins',
  'consents',
  'data',
  'automated-decisions',
  'complaints',
  'requests',
  'contacts',
  'looks',
  'profile',
] as const
export type ActivityKind = (typeof activityKinds)[number]

export interface ActionFacts {
  /** The kind under which the customer's activity page shows it; without a kind the page leaves it out. */
  kind?: ActivityKind
  /** A second kind under which it is shown too. */
  also?: ActivityKind
  /** What the `object_id` of its audit rows names, where the activity page says more about it. */
  object?:
    | 'automated-decision'
    | 'complaint'
    | 'contact'
    | 'look'
    | 'measure'
    | 'request'
    | 'restriction'
    | 'session'
  /**
   * The overview tells of it as a change since the last visit, when another than the customer did it: not of codes, nor of
   * files that were never sent.
   */
  isChange?: true
}

/** Every action an audit row can name, and what its rows are to the customer who reads them. */
export const actions = {
  'attachment.cleared': {},
  'attachment.infected': { kind: 'complaints', isChange: true },
  'attachment.opened': { kind: 'complaints' },
  'attachment.refused': { kind: 'complaints' },
  'attachment.removed': { kind: 'complaints' },
  'attachment.uploaded': { kind: 'complaints' },
  'attachment.withheld': {},
  'automated-decisions.recorded': {
    kind: 'automated-decisions',
    object: 'automated-decision',
    isChange: true,
  },
  'complaint.answered': { kind: 'complaints', object: 'complaint', isChange: true },
  'complaint.assigned': { object: 'complaint' },
  'complaint.entered': { kind: 'complaints', object: 'complaint', isChange: true },
  'complaint.extended': { kind: 'complaints', object: 'complaint', isChange: true },
  'complaint.filed': { kind: 'complaints', object: 'complaint', isChange: true },
  'complaint.message-sent': { kind: 'complaints', object: 'complaint', isChange: true },
  'complaint.not-found': { object: 'complaint' },
  'complaint.noted': { object: 'complaint' },
  'complaint.opened': { kind: 'complaints', object: 'complaint' },
  'complaint.registered': { kind: 'complaints', object: 'complaint' },
  'complaint.reminded': { object: 'complaint' },
  'complaint.taken-in-review': { kind: 'complaints', object: 'complaint', isChange: true },
  'complaint.text-overtaken': { object: 'complaint' },
  'complaint.text-recalled': { object: 'complaint' },
  'complaint.text-sent': { object: 'complaint' },
  'complaint.withdrawn': { kind: 'complaints', object: 'complaint' },
  'complaint.moved': { kind: 'complaints', object: 'complaint', isChange: true },
  'consent.ended': { kind: 'consents', isChange: true },
  'consent.expired': { kind: 'consents', isChange: true },
  'consent.given': { kind: 'consents', isChange: true },
  'consent.refused': { kind: 'consents', isChange: true },
  'consent.withdrawn': { kind: 'consents', isChange: true },
  'contact.closed': { kind: 'contacts', object: 'contact' },
  'contact.taken': { kind: 'contacts', object: 'contact', isChange: true },
  'copy.asked': { kind: 'data' },
  'copy.downloaded': { kind: 'data' },
  'copy.erased': { kind: 'data' },
  'copy.failed': { kind: 'data', isChange: true },
  'copy.put-off': {},
  'copy.ready': { kind: 'data', isChange: true },
  'copy.stopped': { kind: 'data' },
  'customer.found': { kind: 'looks' },
  'customer.phone-changed': { kind: 'profile', isChange: true },
  'customer.registered': { kind: 'profile' },
  'customer.searched': {},
  'deletion.approved': { kind: 'requests', object: 'request' },
  'deletion.carried-out': { kind: 'data', object: 'request', isChange: true },
  'deletion.declined': {},
  'deletion.overtaken': {},
  'deletion.proposed': {},
  'delivery.confirmed': {},
  'delivery.failed': {},
  'disclosures.recorded': {},
  'guardian.ended': { kind: 'profile' },
  'guardian.registered': { kind: 'profile' },
  'holding.corrected': { kind: 'data', object: 'request', isChange: true },
  'holding.revealed': { kind: 'data' },
  'holdings.put': {},
  'import.cut-off': {},
  'import.failed': {},
  'import.received': {},
  'import.run': {},
  'import.started': {},
  'key-canary.placed': {},
  'keys.rehashed': {},
  'keys.rewrapped': {},
  'look.acknowledged': { kind: 'looks', object: 'look' },
  'look.approved': { kind: 'looks', object: 'look' },
  'look.asked': { kind: 'looks', object: 'look' },
  // Written by earlier releases alone, whose customers could read a code out.
  'look.code-shown': { kind: 'looks', object: 'look' },
  'look.ended': { kind: 'looks', object: 'look' },
  'look.expired': { kind: 'looks', object: 'look' },
  'look.granted': { kind: 'looks', object: 'look' },
  'look.not-found': { object: 'look' },
  'look.page-opened': { kind: 'looks', object: 'look' },
  'look.page-refused': { kind: 'looks', object: 'look' },
  'look.refused': { kind: 'looks', object: 'look' },
  'look.reviewed': { kind: 'looks', object: 'look' },
  'look.settled': { kind: 'looks', object: 'look' },
  'look.started': { kind: 'looks', object: 'look' },
  'look.value-opened': { kind: 'looks', also: 'data', object: 'look' },
  'look.value-refused': { kind: 'looks', object: 'look' },
  'look.withdrawn': { kind: 'looks', object: 'look' },
  'measure.asked': { kind: 'sign-ins', object: 'measure' },
  'measure.declined': { kind: 'sign-ins', object: 'measure' },
  'measure.not-found': { object: 'measure' },
  'measure.withdrawn': { kind: 'sign-ins', object: 'measure' },
  'message.sent': {},
  'message.failed': {},
  'message.void': {},
  'obligation.put': {},
  'policy.published': {},
  'profile.locale-changed': { kind: 'profile' },
  'records.asked': { kind: 'data' },
  'records.missing': { kind: 'data' },
  'records.received': { kind: 'data' },
  'records.started': {},
  'request.answered': { kind: 'requests', object: 'request', isChange: true },
  'request.assigned': { object: 'request' },
  'request.entered': { kind: 'requests', object: 'request', isChange: true },
  'request.extended': { kind: 'requests', object: 'request', isChange: true },
  'request.filed': { kind: 'requests', object: 'request', isChange: true },
  'request.message-sent': { kind: 'requests', object: 'request', isChange: true },
  'request.moved': { kind: 'requests', object: 'request', isChange: true },
  'request.not-found': { object: 'request' },
  'request.noted': { object: 'request' },
  'request.opened': { kind: 'requests', object: 'request' },
  'request.reminded': { object: 'request' },
  'request.taken-in-review': { kind: 'requests', object: 'request', isChange: true },
  'request.tasked': { kind: 'requests', object: 'request', isChange: true },
  'request.text-overtaken': { object: 'request' },
  'request.text-recalled': { object: 'request' },
  'request.text-sent': { object: 'request' },
  'request.withdrawn': { kind: 'requests', object: 'request' },
  'restriction.lifted': { kind: 'data', object: 'restriction', isChange: true },
  'restriction.not-found': {},
  'restriction.read': { kind: 'data', isChange: true },
  'restriction.set': { kind: 'data', object: 'restriction', isChange: true },
  'restriction-reads.reported': {},
  'session.ended': { kind: 'sign-ins', object: 'session', isChange: true },
  'session.gpc-noticed': { kind: 'consents', object: 'session' },
  'session.started': { kind: 'sign-ins', object: 'session' },
  'sessions.ended': { kind: 'sign-ins', object: 'measure', isChange: true },
  'sign-in.blocked': { kind: 'sign-ins', object: 'measure', isChange: true },
  'sign-in.code-requested': { kind: 'sign-ins' },
  'sign-in.failed': { kind: 'sign-ins' },
  'sign-in.refused': { kind: 'sign-ins' },
  'sign-in.unblocked': { kind: 'sign-ins', object: 'measure', isChange: true },
  'staff.refused': {},
  'staff.signed-in': {},
  'staff.signed-out': {},
  'state-application.answered': {},
  'state-application.taken': {},
  'state-consent.asked': {},
  'step-up.code-requested': { kind: 'sign-ins' },
  'step-up.confirmed': { kind: 'sign-ins' },
  'subscription.added': {},
  'subscription.changed': {},
  'subscription.disabled': {},
  'subscription.paused': {},
  'subscription.removed': {},
  'subscription.resent': {},
  'subscription.resumed': {},
  'subscription.secret-rotated': {},
  'subscription.secret-stopped': {},
  'subscription.tested': {},
  'suggestion.dismissed': { kind: 'profile' },
  'system.added': {},
  'system.renamed': {},
  'system-key.issued': {},
  'system-key.revoked': {},
  'task.answered': { kind: 'requests', object: 'request', isChange: true },
  'task.not-found': {},
  'upkeep.purged': {},
} as const satisfies Record<string, ActionFacts>
export type Action = keyof typeof actions

/** What strangers and others can do without end though it changes nothing; `trace_counts` bounds the rows of it. */
export const tracedActions = [
  'complaint.not-found',
  'look.not-found',
  'measure.not-found',
  'request.not-found',
  'restriction.not-found',
  'sign-in.code-requested',
  'sign-in.failed',
  'staff.refused',
  'task.not-found',
] as const satisfies Action[]
export type TracedAction = (typeof tracedActions)[number]

/** How a sign-in goes; rows of it have keyed hashes of the number and the address. */
export const signInActions = [
  'session.started',
  'sign-in.code-requested',
  'sign-in.failed',
  'sign-in.refused',
] as const satisfies Action[]

/** Their names; `Object.keys` forgets which they are. */
export const auditActions = Object.keys(actions) as [Action, ...Action[]]
