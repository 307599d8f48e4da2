import { randomUUIDv7 } from 'node:crypto'
import { and, desc, eq, max } from 'drizzle-orm'
import { consentDecisions } from '#db/schema/consents.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { subscriptions, systems } from '#db/schema/systems.ts'
import { newKey } from '#domain/crypto.ts'
import { type Guest, systemContext } from './fixtures.ts'

/** A system of a test's own, and the secret its deliveries are signed with. */
export interface TestSystem {
  id: string
  name: string
  subscriptionId: string
  secret: string
}

/**
 * Connects a system that hears of the decisions on one consent. Without an address it is never told: a test writes
 * its deliveries.
 */
export async function connectSystem(consent: string, url?: string): Promise<TestSystem> {
  const { db, keys } = await systemContext(null)
  const [id, subscriptionId, now] = [`test-${randomUUIDv7()}`, randomUUIDv7(), new Date()]
  const name = `Сынақ жүйесі ${id.slice(-6)}`
  const secret = newKey()
  await db.insert(systems).values({ id, name: { kk: name, ru: name, en: name }, createdAt: now })
  await db.insert(subscriptions).values({
    id: subscriptionId,
    systemId: id,
    url: url ?? 'https://receiver.example.kz/',
    types: ['consent.decided'],
    consents: [consent],
    state: url ? 'active' : 'disabled',
    stateReason: url ? null : 'gone',
    secretWrapped: Buffer.from(await keys.master.wrap(secret)),
    madeUpTo: await lastPosition(),
    createdAt: now,
  })
  return { id, name, subscriptionId, secret: `whsec_${secret.export().toString('base64')}` }
}

/** Has the system told of nothing more, so that it stands in no other test's way. */
export async function disconnectSystem({ subscriptionId }: TestSystem): Promise<void> {
  const { db } = await systemContext(null)
  await db.update(subscriptions).set({ state: 'paused' }).where(eq(subscriptions.id, subscriptionId))
}

async function lastPosition(): Promise<number> {
  const { db } = await systemContext(null)
  const [last] = await db.select({ position: max(events.position) }).from(events)
  return last?.position ?? 0
}

type Times = Partial<Pick<typeof deliveries.$inferInsert, 'sentAt' | 'confirmedAt' | 'confirmBy'>>

/** Writes the delivery of the guest's latest decision on a consent as the worker would have. */
export async function deliver({ ctx }: Guest, consent: string, to: TestSystem, times: Times): Promise<void> {
  const [made] = await ctx.db
    .select({ decision: consentDecisions.id, eventId: events.id })
    .from(consentDecisions)
    .innerJoin(events, eq(events.customerId, consentDecisions.customerId))
    .where(and(eq(consentDecisions.customerId, ctx.subject), eq(consentDecisions.consent, consent)))
    .orderBy(desc(consentDecisions.position), desc(events.number))
    .limit(1)
  if (!made) throw new Error(`no decision on ${consent} yet`)
  const now = new Date()
  await ctx.db.insert(deliveries).values({
    customerId: ctx.subject,
    id: randomUUIDv7(),
    subscriptionId: to.subscriptionId,
    systemId: to.id,
    eventId: made.eventId,
    objectId: made.decision,
    position: 1,
    state: times.sentAt ? 'sent' : 'due',
    attempts: 1,
    dueAt: now,
    createdAt: now,
    ...times,
  })
}

/** Writes that the system has confirmed what it was told of this guest. */
export async function confirm({ ctx }: Guest, by: TestSystem): Promise<void> {
  await ctx.db
    .update(deliveries)
    .set({ confirmedAt: new Date() })
    .where(and(eq(deliveries.customerId, ctx.subject), eq(deliveries.systemId, by.id)))
}
