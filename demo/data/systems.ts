import { createSecretKey, randomUUIDv7 } from 'node:crypto'
import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import { asRole } from '#db/as-role.ts'
import type { Db, Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import type { EventType } from '#db/schema/event-types.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { staffRole, workerRole } from '#db/schema/roles.ts'
import { subscriptions, systemKeys, systems } from '#db/schema/systems.ts'
import type { Ctx } from '#domain/context.ts'
import { sendTestEvent } from '#domain/events/send-test-event.ts'
import type { SendWebhook } from '#domain/events/webhooks.ts'
import type { Scope } from '#domain/permissions.ts'
import { scopes } from '#domain/permissions.ts'
import { readKeyText } from '#domain/systems/key.ts'
import { log } from '#log'
import { consentNamed } from '#policy/find.ts'
import { type DemoReceiver, demoKey, demoReceivers, demoSecret } from './system-keys.ts'
import { type DemoWorld, demoAdministrator } from './world.ts'

/** How many days ago the systems were connected; decisions before that were sent to none of them. */
const connectedDays = 90

interface Invented {
  name: Record<'kk' | 'ru' | 'en', string>
  scopes: readonly Scope[]
  /** The types of events that are sent to its receiver. */
  types: EventType[]
  /** The consents whose decisions are sent to its receiver. */
  consents?: string[]
  /** The partner whose system it is. */
  recipient?: string
}

const restrictions = ['restriction.set', 'restriction.lifted'] as const

const invented: Record<DemoReceiver, Invented> = {
  'core-banking': {
    name: { kk: 'Негізгі банк жүйесі', ru: 'Основная банковская система', en: 'Core banking' },
    scopes,
    types: ['task.opened'],
  },
  'sms-gateway': {
    name: { kk: 'SMS шлюзі', ru: 'SMS-шлюз', en: 'SMS gateway' },
    scopes: [
      'consents:check',
      'events:read',
      'deliveries:confirm',
      'restrictions:check',
      'restrictions:report',
    ],
    types: ['consent.decided', ...restrictions],
    consents: ['marketing-sms', 'marketing-calls'],
  },
  'zhetel-media': {
    name: { kk: '«Жетел Медиа» ЖШС', ru: 'ТОО «Жетел Медиа»', en: 'Zhetel Media LLP' },
    scopes: ['consents:check', 'deliveries:confirm'],
    types: ['consent.decided'],
    consents: ['marketing-sms'],
    recipient: 'zhetel-media',
  },
  analytics: {
    name: { kk: 'Талдау жүйесі', ru: 'Система аналитики', en: 'Analytics' },
    scopes: [
      'consents:check',
      'events:read',
      'deliveries:confirm',
      'restrictions:check',
      'restrictions:report',
      'tasks:answer',
    ],
    types: ['consent.decided', ...restrictions, 'task.opened'],
    consents: ['advertising-identifier', 'personalisation', 'quality-improvement', 'device-location'],
  },
}

/** When the latest decisions of the demo's past were sent and confirmed, in minutes after each decision. */
const fared: { consent: string; receiver: DemoReceiver; sentAfter: number; confirmedAfter?: number }[] = [
  { consent: 'marketing-sms', receiver: 'sms-gateway', sentAfter: 0.02, confirmedAfter: 0.04 },
  { consent: 'marketing-sms', receiver: 'zhetel-media', sentAfter: 0.05 },
  { consent: 'advertising-identifier', receiver: 'analytics', sentAfter: 12 },
]

/** Connects the demo's systems, each with a key: from then on they can be asked and answer. */
export async function connectDemoSystems(world: DemoWorld): Promise<void> {
  const { db, keys } = world.worker(world.now)
  const createdAt = world.daysAgo(connectedDays)
  const connected = demoReceivers.map((id) => {
    const { name, recipient = null } = invented[id]
    return { id, name, recipient, createdAt }
  })
  const issued = demoReceivers.map((systemId) => {
    const key = readKeyText(demoKey(keys, systemId))
    if (!key) throw new Error('the demo makes keys in the shape of all others')
    const expiresAt = world.daysAgo(-365)
    return { ...key, systemId, scopes: [...invented[systemId].scopes], slot: 1, createdAt, expiresAt }
  })
  await asRole(db, staffRole, async (tx) => {
    await tx.insert(systems).values(connected)
    await tx.insert(systemKeys).values(issued)
  })
}

/**
 * Subscribes the demo's systems and writes the deliveries of Gulsim's latest decisions: applied, still due, late. Events
 * from before are in the feed but are no longer sent. Their receivers have yet to answer a test event at this address.
 * @param receivers the address of their receivers, each at a path of its own.
 */
export async function demoSystems(world: DemoWorld, receivers: string): Promise<void> {
  const { db, keys } = world.worker(world.now)
  const createdAt = world.daysAgo(connectedDays)
  const madeUpTo = await asRole(db, workerRole, placePast)
  const subscribed = await Promise.all(
    demoReceivers.map(async (systemId) => ({
      id: randomUUIDv7(),
      systemId,
      url: urlOf(receivers, systemId),
      types: invented[systemId].types,
      consents: invented[systemId].consents ?? null,
      state: 'draft' as const,
      liveSince: createdAt,
      secretWrapped: Buffer.from(await keys.master.wrap(createSecretKey(demoSecret(keys, systemId)))),
      madeUpTo,
      createdAt,
    })),
  )
  await asRole(db, staffRole, (tx) => tx.insert(subscriptions).values(subscribed))
  await asRole(db, workerRole, (tx) =>
    deliverPast(
      world,
      tx,
      subscribed.map(({ id, systemId }) => ({ id, systemId })),
    ),
  )
}

/**
 * Points the subscriptions to the receivers' address of this start: they listen on any free port. Each is a draft until it
 * has answered there.
 */
export async function moveDemoReceivers(db: Db, receivers: string): Promise<void> {
  await asRole(db, staffRole, async (tx) => {
    for (const systemId of demoReceivers)
      await tx
        .update(subscriptions)
        .set({
          url: urlOf(receivers, systemId),
          state: sql`case ${subscriptions.state} when 'active' then 'draft' else ${subscriptions.state} end`,
        })
        .where(eq(subscriptions.systemId, systemId))
  })
}

/** Has the receivers answer a test event, as an administrator would: what was a draft goes live. */
export async function testDemoReceivers(base: Pick<Ctx, 'db' | 'keys'>, send: SendWebhook): Promise<void> {
  const ctx = demoAdministrator(base)
  const drafts = await asRole(base.db, staffRole, (tx) =>
    tx
      .select({ subscriptionId: subscriptions.id })
      .from(subscriptions)
      .where(and(inArray(subscriptions.systemId, [...demoReceivers]), eq(subscriptions.state, 'draft'))),
  )
  for (const draft of drafts) {
    const { answered, ...tried } = await sendTestEvent(ctx, draft, send)
    if (!answered) log.warn({ ...draft, ...tried }, 'a receiver of the demo did not answer its test event')
  }
}

const urlOf = (receivers: string, receiver: DemoReceiver) => new URL(`/${receiver}`, receivers).href

/** Gives past events their positions in the feed. @returns the last position. */
async function placePast(tx: Tx): Promise<number> {
  await tx.execute(sql`update events set position = placed.position
    from (select customer_id, id, row_number() over (order by number) as position from events) placed
    where events.customer_id = placed.customer_id and events.id = placed.id`)
  return tx.$count(events)
}

async function deliverPast(
  world: DemoWorld,
  tx: Tx,
  ways: { id: string; systemId: DemoReceiver }[],
): Promise<void> {
  const { subject } = world.as('gulsim', world.now)
  const told = await tx
    .select({ decision: consentDecisions, event: events })
    .from(consentDecisions)
    .innerJoin(
      events,
      and(
        eq(events.customerId, consentDecisions.customerId),
        eq(events.objectId, sql`${consentDecisions.id}::text`),
        isNotNull(events.position),
      ),
    )
    .where(
      and(
        eq(consentDecisions.customerId, subject ?? ''),
        inArray(
          consentDecisions.consent,
          fared.map(({ consent }) => consent),
        ),
      ),
    )
    .orderBy(consentDecisions.position)
  const rows = fared.map(({ consent, receiver, sentAfter, confirmedAfter }) => {
    const latest = told.findLast(({ decision }) => decision.consent === consent)
    const way = ways.find(({ systemId }) => systemId === receiver)
    const rule = consentNamed(world.catalogue, consent)
    if (!latest || !way || !rule) throw new Error(`the demo’s past has no decision on ${consent}`)
    const { decision, event } = latest
    const after = (minutes: number) => new Date(decision.decidedAt.getTime() + minutes * 60_000)
    return {
      customerId: decision.customerId,
      id: randomUUIDv7(),
      subscriptionId: way.id,
      systemId: receiver,
      eventId: event.id,
      objectId: decision.id,
      orderedBy: consent,
      position: event.position ?? 0,
      state: 'sent' as const,
      attempts: 1,
      dueAt: after(0),
      sentAt: after(sentAfter),
      confirmedAt: confirmedAfter === undefined ? null : after(confirmedAfter),
      confirmBy: after(rule.obeyWithinMinutes),
      lastStatus: confirmedAfter === undefined ? 202 : 200,
      createdAt: after(0),
    }
  })
  await tx.insert(deliveries).values(rows)
}
