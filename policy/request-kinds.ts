/** The rights that are asked for by a request, each with a clock of its own; `catalogue/requests.yaml` says by which law. */
export const requestKinds = [
  'information',
  'correction',
  'restriction',
  'withdrawal',
  'policy-objection',
  'deletion',
] as const
export type RequestKind = (typeof requestKinds)[number]

/** All rights of the start page: those and two with a page of their own, where a copy is made and decisions of programs stand. */
export const rightKinds = ['copy', ...requestKinds, 'automated-objection'] as const
export type RightKind = (typeof rightKinds)[number]

/** The wishes under which the start page groups them, in its order. */
export const requestGroups = ['know', 'correct', 'stop', 'erase', 'automated'] as const
