import { randomUUID, randomUUIDv7 } from 'node:crypto'
import { eq, max, sql } from 'drizzle-orm'
import { deliveries, events } from '#db/schema/events.ts'
import { decide } from '#domain/consents/decide.ts'
import type { Ctx } from '#domain/context.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { addSubscription } from '#domain/systems/add-subscription.ts'
import { addSystem } from '#domain/systems/add-system.ts'
import { catalogue } from '#policy/load.ts'
import type { World } from './world.ts'

type Delivery = typeof deliveries.$inferInsert

/** An administrator and an officer, and what the worker would have done. */
export interface SystemsStage {
  administrator: Ctx
  officer: Ctx
  /** Adds a system of a name no other has. */
  system(): Promise<string>
  /** Adds a system and has it told of decisions. */
  subscribed(): Promise<{ systemId: string; subscriptionId: string }>
  /** A decision of the customer's at a moment, its event at the next place in the feed. */
  decided(at: Date): Promise<{ event: string; position: number }>
  /** The delivery of such an event to a subscription, as the worker would leave it. */
  delivery(subscriptionId: string, event: string, how?: Partial<Delivery>): Promise<string>
}

export async function systemsStage(world: World): Promise<SystemsStage> {
  await publishPolicy(world.worker(), catalogue())
  const [administrator, officer] = [
    await world.signedInStaff('administrator'),
    await world.signedInStaff('officer'),
  ]
  const customer = await world.customer()
  let previousId: string | null = null
  let outcome: 'given' | 'withdrawn' = 'withdrawn'
  const system = async () => {
    const id = `system-${randomUUID().slice(0, 8)}`
    await addSystem(administrator, { id, name: { kk: `${id} kk`, ru: `${id} ru`, en: `${id} en` } })
    return id
  }
  const one = async (id: string) => {
    const [row] = await world.db.select().from(events).where(eq(events.id, id))
    if (!row) throw new Error('no such event')
    return row
  }
  return {
    administrator,
    officer,
    system,
    subscribed: async () => {
      const systemId = await system()
      const wanted = {
        systemId,
        url: 'https://systems.example.kz/hook',
        types: ['consent.decided'],
        consents: null,
      }
      return { systemId, ...(await addSubscription(administrator, wanted)) }
    },
    decided: async (at) => {
      outcome = outcome === 'given' ? 'withdrawn' : 'given'
      const { history } = await decide(
        { ...customer, now: at },
        { consent: 'marketing-sms', outcome, previousId },
      )
      previousId = history[0]?.id ?? null
      const [event] = await world.db
        .select()
        .from(events)
        .where(eq(events.objectId, previousId ?? ''))
      if (!event) throw new Error('a decision has its event')
      const head = world.db.select({ position: max(events.position) }).from(events)
      const [placed] = await world.db
        .update(events)
        .set({ position: sql`coalesce((${head}), 0) + 1` })
        .where(eq(events.id, event.id))
        .returning({ position: events.position })
      return { event: event.id, position: placed?.position ?? 0 }
    },
    delivery: async (subscriptionId, eventId, how = {}) => {
      const { customerId, objectId, position, at } = await one(eventId)
      const id = randomUUIDv7()
      const made = { state: 'due' as const, attempts: 0, dueAt: at, createdAt: at, systemId: 'some-system' }
      const of = { customerId, id, subscriptionId, eventId, objectId, position: position ?? 0 }
      await world.db.insert(deliveries).values({ ...of, ...made, ...how })
      return id
    },
  }
}
