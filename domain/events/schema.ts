import { z } from 'zod'
import { type EventType, eventTypes } from '#db/schema/event-types.ts'
import type { DeliveryFault } from '#db/schema/events.ts'
import { liftedReasons, remainingGrounds, settingReasons } from '#db/schema/restrictions.ts'
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
  decision: z.uuid().describe('The decision’s id.'),
  consent: z.string().describe('The id of the consent in the policy.'),
  outcome: z.enum(decisionOutcomes).describe('A no where no yes was in force is a refusal.'),
  decidedAt: instant.describe('When the customer decided.'),
  expiresAt: instant.nullable().describe('When a given consent runs out by itself.'),
  channel: z.enum(decisionChannels).describe('Where it was decided.'),
  locale: z.enum(locales).describe('The language the customer read.'),
  policyVersion: z.int().describe('The policy version it was taken under.'),
})
const expiryData = z.strictObject({
  decision: z
    .uuid()
    .describe('The yes that has run out. A later decision on the consent is not ended by it.'),
  consent: z.string().describe('The id of the consent in the policy.'),
  decidedAt: instant.describe('When the yes was given.'),
  expiredAt: instant.describe('When it ran out.'),
  policyVersion: z.int().describe('The policy version the yes was given under.'),
})
const restrictionData = z.strictObject({
  restriction: z.uuid().describe('The id of what was written.'),
  field: z.string().describe('The id of the kind of data in the policy.'),
  reason: z.enum([...settingReasons, ...liftedReasons]).describe('Why it was restricted, or lifted.'),
  allowed: z
    .array(z.enum(remainingGrounds))
    .describe('The grounds on which a restricted field may be used all the same; empty where it is lifted.'),
})
const taskData = z.strictObject({
  task: z.uuid().describe('The task’s id, by which it is read and answered.'),
  system: z.string().describe('The system that is to answer it; it is sent to no other.'),
  request: z
    .uuid()
    .nullable()
    .describe('The id of the request that it is opened for; null where records are wanted for a copy.'),
})
type ObjectData<Type extends EventType> = z.ZodObject<Record<ObjectOf<Type>, z.ZodString>, z.core.$strict>
type DataOf<Type extends EventType> = Type extends keyof typeof told ? (typeof told)[Type] : ObjectData<Type>
/**
 * A decision and a restriction, and their ends, are told whole, and of a task whose it is; an event of any other type names
 * its object, such as `{ complaint: '…' }`.
 */
const about = 'What it is about.'
const told = {
  'consent.decided': decisionData.describe(about),
  'consent.expired': expiryData.describe(about),
  'restriction.set': restrictionData.describe(about),
  'restriction.lifted': restrictionData.describe(about),
  'task.opened': taskData.describe(about),
}
const dataOf = <Type extends EventType>(type: Type) =>
  (type in told
    ? told[type as keyof typeof told]
    : z
        .strictObject({ [objectOfEvent(type)]: z.string().describe('The id of what it is about.') })
        .describe(about)) as DataOf<Type>

const schemaOf = <Type extends EventType>(type: Type) =>
  z.strictObject({
    ...common,
    type: z.literal(type).describe('What happened.'),
    data: dataOf(type),
  })
const pushedSchemaOf = <Type extends EventType>(type: Type) =>
  schemaOf(type).extend({
    delivery: z.uuid().describe('The `webhook-id`, by which it is confirmed.'),
  })

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
  type: z.enum(eventTypes).describe('What happened.'),
  timestamp: instant.describe('When it happened.'),
  data: z.discriminatedUnion('type', pushed).describe('The event as the feed has it, and its delivery.'),
})
export type PushBody = z.infer<typeof pushBody>

/** The body of a test event, by which a subscription goes live. It is about no customer and is not in the feed. */
export const testBody = z.strictObject({
  type: z.literal('subscription.tested').describe('What is sent: a test.'),
  timestamp: instant.describe('When it was sent.'),
  data: z
    .strictObject({
      type: z.literal('subscription.tested').describe('The same again.'),
      at: instant.describe('When it was sent.'),
      subscription: z.uuid().describe('The subscription that goes live by a 2xx.'),
      delivery: z.uuid().describe('The `webhook-id`.'),
    })
    .describe('The test. It names no customer.'),
})
export type TestBody = z.infer<typeof testBody>
/** How a receiver answered a test event. */
export interface TestedView {
  /** Whether with 2xx. */
  answered: boolean
  status: number | null
  fault: DeliveryFault | null
  /** Whether the subscription went live by it. */
  wentLive: boolean
}

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
  events: z.array(eventBody).describe('In the order of the feed.'),
  next: z.int().min(0).describe('Where to go on: the `after` of the next request.'),
  more: z.boolean().describe('Whether there may be more already.'),
})
export type EventsView = z.infer<typeof eventsView>

export const confirmDeliveryInput = z.strictObject({ id: z.uuid('delivery.unknown') })
/** A delivery, for the system to which it was sent. */
export const confirmedDelivery = z.strictObject({
  id: z.uuid().describe('The delivery, as named.'),
  confirmedAt: instant.describe('When the system said so first.'),
  confirmBy: instant.nullable().describe('Until when it had to obey; null where nothing is to be obeyed.'),
})
export interface ConfirmedDelivery {
  id: string
  confirmedAt: Date
  confirmBy: Date | null
}
