import { randomUUID } from 'node:crypto'
import { asc, eq, max } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deliveries, events } from '#db/schema/events.ts'
import { decide } from '#domain/consents/decide.ts'
import type { Ctx } from '#domain/context.ts'
import type { Keys } from '#domain/crypto.ts'
import { iinCheckDigit } from '#domain/customers/iin.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { sendTestEvent } from '#domain/events/send-test-event.ts'
import type { SendWebhook } from '#domain/events/webhooks.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { addSubscription } from '#domain/systems/add-subscription.ts'
import { addSystem } from '#domain/systems/add-system.ts'
import { catalogue } from '#policy/load.ts'
import {
  eventAbout,
  insertDelivery,
  insertSubscription,
  type Subscribed,
  type Wanted,
} from './system-rows.ts'
import { testNow, type World } from './world.ts'

/** A system that is told of events at an address since `testNow`, as an administrator would have set it up. */
export const subscribe = (world: { db: Tx; keys: Keys }, url: string, wanted: Wanted = {}) =>
  insertSubscription(world, url, testNow, wanted)

/** The last place of the feed that was given. */
export async function feedEnd({ db }: Pick<World, 'db'>): Promise<number> {
  const [last] = await db.select({ position: max(events.position) }).from(events)
  return last?.position ?? 0
}

/** A policy that decisions can name. */
export const publish = (world: World) => publishPolicy(world.worker(), catalogue())

/** The customer gives or withdraws a consent. @returns the decision, to name as the one before the next. */
export async function decideOn(
  ctx: Ctx,
  consent: string,
  outcome: 'given' | 'withdrawn',
  previousId: string | null = null,
): Promise<string> {
  const { history } = await decide(ctx, { consent, outcome, previousId, confirmed: true })
  return history[0]?.id ?? ''
}

/** A subscription's deliveries in the order of the feed, as the database has them. */
export const deliveriesOf = ({ db }: Pick<World, 'db'>, { id }: Pick<Subscribed, 'id'>) =>
  db.select().from(deliveries).where(eq(deliveries.subscriptionId, id)).orderBy(asc(deliveries.position))

/** As many customers as a test wants, with IINs that cannot be a living person's. */
export async function inventCustomers(system: Ctx, count: number): Promise<string[]> {
  const subjects: string[] = []
  for (let serial = 0; subjects.length < count; serial++) {
    const body = `8001021${String(serial).padStart(4, '0')}`
    const check = iinCheckDigit(body)
    if (check === null) continue
    const phone = `+7701${1_000_000 + serial}`
    const reference = `T-${serial}`
    subjects.push(await registerCustomer(system, { reference, iin: `${body}${check}`, phone, locale: 'kk' }))
  }
  return subjects
}

/** The customer's own browser. */
export const signedIn = (world: World, subject: string): Ctx & { subject: string } => ({
  ...world.ctx({ kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow }),
  subject,
})

/** Any address may be spoken to. */
export const anywhere = async (): Promise<boolean> => true
/** A receiver that answers everything with this status. */
export const answering =
  (status: number): SendWebhook =>
  async () => ({ status, fault: null, applied: false })

/** An administrator and an officer, and what the worker would have done. */
export interface SystemsStage {
  administrator: Ctx
  officer: Ctx
  /** Adds a system of a name no other has, the bank's own or that of a partner. */
  system(recipient?: string): Promise<string>
  /** Adds a system and has it told of decisions: its receiver has answered a test event. */
  subscribed(): Promise<{ systemId: string; subscriptionId: string }>
  /** A decision of the customer's at a moment, its event at the next place in the feed. */
  decided(at: Date): Promise<{ event: string; position: number }>
  /** The delivery of such an event to a subscription, as the worker would leave it. */
  delivery(
    subscriptionId: string,
    event: string,
    how?: Partial<typeof deliveries.$inferInsert>,
  ): Promise<string>
}

export async function systemsStage(world: World): Promise<SystemsStage> {
  await publish(world)
  const [administrator, officer] = [
    await world.signedInStaff('administrator'),
    await world.signedInStaff('officer'),
  ]
  const customer = await world.customer()
  let previousId: string | null = null
  let outcome: 'given' | 'withdrawn' = 'withdrawn'
  const system = async (recipient: string | null = null) => {
    const id = `system-${randomUUID().slice(0, 8)}`
    await addSystem(administrator, {
      id,
      recipient,
      name: { kk: `${id} kk`, ru: `${id} ru`, en: `${id} en` },
    })
    return id
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
      const added = await addSubscription(administrator, wanted, anywhere)
      await sendTestEvent(administrator, added, answering(204))
      return { systemId, ...added }
    },
    decided: async (at) => {
      outcome = outcome === 'given' ? 'withdrawn' : 'given'
      previousId = await decideOn({ ...customer, now: at }, 'marketing-sms', outcome, previousId)
      const event = await eventAbout(world.db, previousId)
      const position = (await feedEnd(world)) + 1
      await world.db.update(events).set({ position }).where(eq(events.id, event.id))
      return { event: event.id, position }
    },
    delivery: async (subscriptionId, eventId, how) => {
      const [event] = await world.db.select().from(events).where(eq(events.id, eventId))
      if (!event) throw new Error('no such event')
      return insertDelivery(world.db, event, { id: subscriptionId, systemId: 'some-system' }, how)
    },
  }
}
