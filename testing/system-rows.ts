import { type KeyObject, randomUUID, randomUUIDv7 } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { type EventType, eventTypes } from '#db/schema/event-types.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { formerSecrets, subscriptions, systems } from '#db/schema/systems.ts'
import { type Keys, newKey } from '#domain/crypto.ts'

/** What administrators and the worker leave in the database, written past their verbs. Browser tests use it as well. */

type Delivery = typeof deliveries.$inferInsert
type Event = typeof events.$inferSelect

export const smsGateway = { kk: 'SMS шлюзі', ru: 'SMS-шлюз', en: 'SMS gateway' }

/** Adds a system, unless there is one of that id. */
export const insertSystem = (
  db: Tx,
  id: string,
  createdAt: Date,
  name = smsGateway,
  recipient: string | null = null,
) => db.insert(systems).values({ id, name, recipient, createdAt }).onConflictDoNothing()

export interface Subscribed {
  id: string
  systemId: string
  secret: KeyObject
}
export interface Wanted {
  systemId?: string
  name?: typeof smsGateway
  types?: EventType[]
  consents?: string[]
  state?: 'draft' | 'active' | 'paused' | 'disabled'
  stateReason?: 'gone' | 'staff'
  former?: { secret: KeyObject; until: Date }
  /** The partner whose system it is. */
  recipient?: string
  /** The place in the feed up to which its deliveries count as made. */
  madeUpTo?: number
}

/** Adds a system that is told of events at an address: of every event from the feed's first on unless told otherwise. */
export async function insertSubscription(
  { db, keys }: { db: Tx; keys: Keys },
  url: string,
  createdAt: Date,
  {
    systemId = `system-${randomUUID()}`,
    name,
    types = [...eventTypes],
    former,
    recipient,
    ...wanted
  }: Wanted,
): Promise<Subscribed> {
  const secret = newKey()
  const id = randomUUID()
  await insertSystem(db, systemId, createdAt, name, recipient)
  await db.insert(subscriptions).values({
    id,
    systemId,
    url,
    types,
    consents: wanted.consents ?? null,
    state: wanted.state ?? 'active',
    stateReason: wanted.stateReason ?? null,
    secretWrapped: await keys.master.wrap(secret),
    liveSince: wanted.state === 'draft' ? null : createdAt,
    madeUpTo: wanted.madeUpTo ?? 0,
    createdAt,
  })
  if (former)
    await db.insert(formerSecrets).values({
      subscriptionId: id,
      id: randomUUID(),
      secretWrapped: await keys.master.wrap(former.secret),
      signsUntil: former.until,
    })
  return { id, systemId, secret }
}

/** The event of what has this id, such as a decision. @throws Error when there is none */
export async function eventAbout(db: Db, objectId: string): Promise<Event> {
  const [event] = await db.select().from(events).where(eq(events.objectId, objectId))
  if (!event) throw new Error(`no event is about ${objectId}`)
  return event
}

/** Writes the delivery of an event to a subscription, as due unless told otherwise. @returns its id */
export async function insertDelivery(
  db: Db,
  { id: eventId, customerId, objectId, position, at }: Event,
  to: { id: string; systemId: string },
  how: Partial<Delivery> = {},
): Promise<string> {
  const id = how.id ?? randomUUIDv7()
  const of = { customerId, subscriptionId: to.id, systemId: to.systemId, eventId, objectId }
  const made = {
    orderedBy: objectId,
    position: position ?? 1,
    state: 'due' as const,
    attempts: 0,
    dueAt: at,
    createdAt: at,
  }
  await db.insert(deliveries).values({ ...of, ...made, ...how, id })
  return id
}
