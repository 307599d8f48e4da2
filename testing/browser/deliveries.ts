import { randomUUID } from 'node:crypto'
import { and, desc, eq, max } from 'drizzle-orm'
import { consentDecisions } from '#db/schema/consents.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { eventAbout, insertDelivery, insertSubscription } from '../system-rows.ts'
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
  const systemId = `test-${randomUUID().slice(-12)}`
  const name = `Сынақ жүйесі ${systemId.slice(-6)}`
  const { id, secret } = await insertSubscription(
    { db, keys },
    url ?? 'https://receiver.example.kz/',
    new Date(),
    {
      systemId,
      name: { kk: name, ru: name, en: name },
      types: ['consent.decided'],
      consents: [consent],
      ...(url ? {} : { state: 'disabled', stateReason: 'gone' }),
      madeUpTo: await lastPosition(),
    },
  )
  return {
    id: systemId,
    name,
    subscriptionId: id,
    secret: `whsec_${secret.export().toString('base64')}`,
  }
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
    .select({ id: consentDecisions.id })
    .from(consentDecisions)
    .where(and(eq(consentDecisions.customerId, ctx.subject), eq(consentDecisions.consent, consent)))
    .orderBy(desc(consentDecisions.position))
    .limit(1)
  if (!made) throw new Error(`no decision on ${consent} yet`)
  const state = times.sentAt ? 'sent' : 'due'
  const now = new Date()
  const tried = { state, attempts: 1, position: 1, dueAt: now, createdAt: now, ...times } as const
  await insertDelivery(
    ctx.db,
    await eventAbout(ctx.db, made.id),
    { id: to.subscriptionId, systemId: to.id },
    tried,
  )
}

/** Writes that the system has confirmed what it was told of this guest. */
export async function confirm({ ctx }: Guest, by: TestSystem): Promise<void> {
  await ctx.db
    .update(deliveries)
    .set({ confirmedAt: new Date() })
    .where(and(eq(deliveries.customerId, ctx.subject), eq(deliveries.systemId, by.id)))
}
