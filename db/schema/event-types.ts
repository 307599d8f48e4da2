/** What the bank's systems can be told of. */
export const eventTypes = [
  'consent.decided',
  'complaint.filed',
  'complaint.moved',
  'look.asked',
  'look.started',
  'look.ended',
] as const
export type EventType = (typeof eventTypes)[number]
