/** What the bank's systems can be told of. */
export const eventTypes = [
  'consent.decided',
  'consent.expired',
  'complaint.filed',
  'complaint.moved',
  'request.filed',
  'request.moved',
  'task.opened',
  'look.asked',
  'look.started',
  'look.ended',
  'restriction.set',
  'restriction.lifted',
] as const
/** The types whose object is a decision. */
export const decisionEvents = ['consent.decided', 'consent.expired'] as const satisfies EventType[]
/** The types whose object is a restriction. */
export const restrictionEvents = ['restriction.set', 'restriction.lifted'] as const satisfies EventType[]
/** The types whose object is a task; they go to its own system alone. */
export const taskEvents = ['task.opened'] as const satisfies EventType[]
export type EventType = (typeof eventTypes)[number]
