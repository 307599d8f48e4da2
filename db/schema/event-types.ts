/** What the bank's systems can be told of. */
export const eventTypes = [
  'consent.decided',
  'consent.expired',
  'complaint.filed',
  'complaint.moved',
  'look.asked',
  'look.started',
  'look.ended',
] as const
/** The types whose object is a decision. */
export const decisionEvents = ['consent.decided', 'consent.expired'] as const satisfies EventType[]
export type EventType = (typeof eventTypes)[number]
