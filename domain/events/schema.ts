import { z } from 'zod'
import { type EventType, eventTypes } from '#db/schema/event-types.ts'
import { locales } from '#policy/locale.ts'
import { decisionChannels, decisionOutcomes } from '../consents/schema.ts'

const instant = z.iso.datetime()

/** The fields that every event has. */
const common = {
  id: z.uuid().describe('The event’s own, the same in the feed and at every receiver.'),
  at: instant.describe('When it happened.'),
  position: z.int().positive().describe('The place in the feed: from 1, without gaps.'),
  customer: z.string().describe('The bank’s own id of the customer.'),
}
/** The kind of object that an event is about: a type begins with it. */
type ObjectOf<Type extends EventType> = Type extends `${infer Kind}.${string}` ? Kind : never
export const objectOfEvent = <Type extends EventType>(type: Type): ObjectOf<Type> =>
  type.slice(0, type.indexOf('.')) as ObjectOf<Type>

const decisionData = z.strictObject({
  decision: z.uuid(),
  consent: z.string(),
  outcome: z.enum(decisionOutcomes),
  decidedAt: instant,
  expiresAt: instant.nullable().describe('When a given consent runs out by itself.'),
  channel: z.enum(decisionChannels).describe('Where it was decided.'),
  locale: z.enum(locales).describe('The language the customer read.'),
  policyVersion: z.int(),
})
const expiryData = z.strictObject({
  decision: z
    .uuid()
    .describe('The yes that has run out. A later decision on the consent is not ended by it.'),
  consent: z.string(),
  decidedAt: instant,
  expiredAt: instant,
  policyVersion: z.int(),
})
type ObjectData<Type extends EventType> = z.ZodObject<Record<ObjectOf<Type>, z.ZodString>, z.core.$strict>
type DataOf<Type extends EventType> = Type extends keyof typeof told ? (typeof told)[Type] : ObjectData<Type>
/** A decision and its end are told whole; an event of any other type names its object, such as `{ complaint: '…' }`. */
const told = { 'consent.decided': decisionData, 'consent.expired': expiryData }
const dataOf = <Type extends EventType>(type: Type) =>
  (type in told
    ? told[type as keyof typeof told]
    : z.strictObject({ [objectOfEvent(type)]: z.string() })) as DataOf<Type>

const schemaOf = <Type extends EventType>(type: Type) =>
  z.strictObject({ ...common, type: z.literal(type), data: dataOf(type) })
const pushedSchemaOf = <Type extends EventType>(type: Type) => schemaOf(type).extend({ delivery: z.uuid() })

/** What a function makes of each type of event, in the order of the types. */
type Each<Types extends readonly EventType[]> = {
  bodies: { [At in keyof Types]: ReturnType<typeof schemaOf<Types[At]>> }
  pushed: { [At in keyof Types]: ReturnType<typeof pushedSchemaOf<Types[At]>> }
}
/** `map` gives an array; that it has the types' length and order is what the cast adds. */
const bodies = eventTypes.map((type) => schemaOf(type)) as unknown as Each<typeof eventTypes>['bodies']
const pushed = eventTypes.map((type) => pushedSchemaOf(type)) as unknown as Each<typeof eventTypes>['pushed']

/** An event as systems read it in the feed. */
export const eventBody = z.discriminatedUnion('type', bodies)
export type EventBody = z.infer<typeof eventBody>

/** The body of a delivery: Standard Webhooks' `type`, `timestamp`, `data`, and in it the event with the delivery's id. */
export const pushBody = z.strictObject({
  type: z.enum(eventTypes),
  timestamp: instant,
  data: z.discriminatedUnion('type', pushed),
})
export type PushBody = z.infer<typeof pushBody>

/** The body of a 2xx answer by which a receiver says that it has applied the decision. */
export const appliedBody = z.object({ status: z.literal('applied') })

export { type DeliveryFault, deliveryFaults } from '#db/schema/events.ts'

export const mostEvents = 1000
/** How long a request may wait for the next event, in seconds. */
export const longestWait = 30
export const readEventsInput = z.strictObject({
  after: z.coerce
    .number('event.after')
    .int('event.after')
    .min(0, 'event.after')
    .default(0)
    .describe('The position read last; 0 begins with the oldest.'),
  limit: z.coerce
    .number('event.limit')
    .int('event.limit')
    .min(1, 'event.limit')
    .max(mostEvents, 'event.limit')
    .default(100)
    .describe('The most events to answer with.'),
  types: z
    .string()
    .transform((list) => list.split(','))
    .pipe(z.array(z.enum(eventTypes, 'event.type')))
    .optional()
    .describe('Types of events with commas between; every type without it.'),
})
/** The query of the feed's operation: the verb's input, and how long to wait for an event, in seconds. */
export const feedQuery = readEventsInput.extend({
  wait: z.coerce
    .number('event.wait')
    .int('event.wait')
    .min(0, 'event.wait')
    .max(longestWait, 'event.wait')
    .default(0)
    .describe('For how many seconds to hold back an empty answer.'),
})
export const eventsView = z.strictObject({
  events: z.array(eventBody),
  next: z.int().min(0).describe('Where to go on: the `after` of the next request.'),
  more: z.boolean().describe('Whether there may be more already.'),
})
export type EventsView = z.infer<typeof eventsView>

export const confirmDeliveryInput = z.strictObject({ id: z.uuid('delivery.unknown') })
/** A delivery, for the system to which it was sent. */
export const confirmedDelivery = z.strictObject({
  id: z.uuid(),
  confirmedAt: instant.describe('When the system said so first.'),
  confirmBy: instant.nullable().describe('Until when it had to obey; null where nothing is to be obeyed.'),
})
export interface ConfirmedDelivery {
  id: string
  confirmedAt: Date
  confirmBy: Date | null
}
