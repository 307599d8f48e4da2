import { z } from 'zod'
import { locales } from '#catalogue/locale.ts'
import { channels, outcomes } from '../consents/schema.ts'

const instant = z.iso.datetime()

/** What every event says, whatever it is about. */
const common = {
  /** The event's own; the same in the feed and at every receiver. */
  id: z.uuid(),
  /** When it happened. */
  at: instant,
  /** The place in the feed: from 1, without gaps, in the order in which the feed tells them. */
  position: z.int().positive(),
  /** The bank's own reference of the customer. */
  customer: z.string(),
}
const decided = z.strictObject({
  ...common,
  type: z.literal('consent.decided'),
  data: z.strictObject({
    decision: z.uuid(),
    consent: z.string(),
    outcome: z.enum(outcomes),
    decidedAt: instant,
    /** When a given consent runs out by itself. */
    expiresAt: instant.nullable(),
    channel: z.enum(channels),
    /** The language the customer read. */
    locale: z.enum(locales),
    policyVersion: z.int(),
  }),
})
const complaint = <Type extends 'complaint.filed' | 'complaint.moved'>(type: Type) =>
  z.strictObject({
    ...common,
    type: z.literal(type),
    data: z.strictObject({ complaint: z.string() }),
  })
const look = <Type extends 'look.asked' | 'look.started' | 'look.ended'>(type: Type) =>
  z.strictObject({ ...common, type: z.literal(type), data: z.strictObject({ look: z.string() }) })

const kinds = [
  decided,
  complaint('complaint.filed'),
  complaint('complaint.moved'),
  look('look.asked'),
  look('look.started'),
  look('look.ended'),
] as const
/** An event as systems read it in the feed. */
export const eventBody = z.discriminatedUnion('type', kinds)
export type EventBody = z.infer<typeof eventBody>
export type EventType = EventBody['type']
export const eventTypes = [
  'consent.decided',
  'complaint.filed',
  'complaint.moved',
  'look.asked',
  'look.started',
  'look.ended',
] as const satisfies EventType[]

const delivery = { delivery: z.uuid() }
/** What a receiver is sent: Standard Webhooks' `type`, `timestamp`, `data`, and in it the event with the delivery's id. */
export const pushBody = z.strictObject({
  type: z.enum(eventTypes),
  timestamp: instant,
  data: z.discriminatedUnion('type', [
    kinds[0].extend(delivery),
    kinds[1].extend(delivery),
    kinds[2].extend(delivery),
    kinds[3].extend(delivery),
    kinds[4].extend(delivery),
    kinds[5].extend(delivery),
  ]),
})
export type PushBody = z.infer<typeof pushBody>

/** What stands in a 2xx of a receiver that has done what it was told. */
export const appliedBody = z.object({ status: z.literal('applied') })

/** What went wrong with a try before there was a whole answer. */
export const faults = [
  /** An address of a private network, which the settings do not allow. */
  'address-refused',
  'name-unknown',
  'unreachable',
  'tls',
  'timeout',
  /** The connection ended in the middle of the answer. */
  'cut-off',
] as const
export type Fault = (typeof faults)[number]

export const mostEvents = 1000
/** The longest a reader may wait for an event that is not there yet, in seconds. */
export const longestWait = 30
export const readEventsInput = z.strictObject({
  /** The position read last; 0 begins with the oldest. */
  after: z.coerce.number('event.after').int('event.after').min(0, 'event.after').default(0),
  limit: z.coerce
    .number('event.limit')
    .int('event.limit')
    .min(1, 'event.limit')
    .max(mostEvents, 'event.limit')
    .default(100),
  /** Types, comma between them; every type without it. */
  types: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(eventTypes, 'event.type')))
    .optional(),
})
/** What the feed's operation takes beside: how long to wait, in seconds, where there is nothing yet. */
export const feedQuery = readEventsInput.extend({
  wait: z.coerce
    .number('event.wait')
    .int('event.wait')
    .min(0, 'event.wait')
    .max(longestWait, 'event.wait')
    .default(0),
})
export const eventsView = z.strictObject({
  events: z.array(eventBody),
  /** Where to go on: the next request's `after`. */
  next: z.int().min(0),
  /** Whether there may be more already. */
  more: z.boolean(),
})
export type EventsView = z.infer<typeof eventsView>

export const confirmDeliveryInput = z.strictObject({ id: z.uuid('delivery.unknown') })
/** A delivery as the system it went to sees it. */
export interface ConfirmedDelivery {
  id: string
  confirmedAt: Date
  /** Until when the system had to obey; null where nothing is to be obeyed. */
  confirmBy: Date | null
}
