import { and, eq } from 'drizzle-orm'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import type { deliveries } from '#db/schema/events.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { type WebhookSender, webhookSender } from '#gateways/webhook-sender.ts'
import { type Delivering, delivering } from '#jobs/deliver.ts'
import { log } from '#log'
import { networkList } from '#networks'
import { type Receiver, startReceiver } from './receiver.ts'
import type { Subscribed } from './system-rows.ts'
import { decideOn, deliveriesOf, feedEnd, inventCustomers, publish, signedIn, subscribe } from './systems.ts'
import { testNow, type World } from './world.ts'

export const minuteMs = 60_000

/** A receiver, a subscription and a worker of one test's own; the clock begins at `testNow`. */
export interface DeliveryStage {
  receiver: Receiver
  /** The receiver's subscription, of decisions from now on. */
  at: Subscribed
  worker: Delivering
  /** The ids of the customers who decide. */
  people: readonly string[]
  newWorker(): Delivering
  now(): Date
  /** Moves the clock on. */
  later(ms: number): void
  /** Subscribes another address to decisions from now on. */
  subscribe(url: string): Promise<Subscribed>
  setState(state: 'active' | 'paused'): Promise<unknown>
  /** Decisions of the nth customer on a consent, one after the other: given, withdrawn, given … @returns their ids */
  decisions(nth: number, count: number, consent?: string): Promise<string[]>
  /** Does all that can be done at this moment. */
  work(by?: Delivering): Promise<void>
  /** The decisions that the receiver was told, in that order. */
  told(): unknown[]
  rows(of?: Subscribed): Promise<(typeof deliveries.$inferSelect)[]>
  stop(): Promise<void>
}

async function deliveryStage(world: World, people: readonly string[]): Promise<DeliveryStage> {
  const { db } = world
  let now = testNow
  const senders: WebhookSender[] = []
  const newWorker = (): Delivering => {
    const sender = webhookSender({ allowed: networkList(['127.0.0.1']) }, 10)
    senders.push(sender)
    return delivering({
      ctx: (requestId) => ({ ...world.worker(), requestId, now }),
      sender,
      leaseSeconds: 15,
    })
  }
  const subscribeFresh = async (url: string): Promise<Subscribed> =>
    subscribe(world, url, { types: ['consent.decided'], madeUpTo: await feedEnd(world) })
  const standing = async (subject: string, consent: string) => {
    const rows = await db
      .select()
      .from(consentDecisions)
      .where(and(eq(consentDecisions.customerId, subject), eq(consentDecisions.consent, consent)))
      .orderBy(consentDecisions.position)
    return rows.at(-1)
  }
  const worker = newWorker()
  // What other tests subscribed is none of this one's.
  await db.update(subscriptions).set({ state: 'disabled' })
  await worker.tick()
  const receiver = await startReceiver()
  const stage: DeliveryStage = {
    people,
    receiver,
    at: await subscribeFresh(receiver.url),
    worker,
    newWorker,
    now: () => now,
    later: (ms) => {
      now = new Date(now.getTime() + ms)
    },
    subscribe: subscribeFresh,
    setState: (state) =>
      db.update(subscriptions).set({ state }).where(eq(subscriptions.id, stage.at.id)).execute(),
    decisions: async (nth, count, consent = 'marketing-sms') => {
      const who = signedIn(world, people[nth] ?? '')
      const made: string[] = []
      const before = await standing(who.subject, consent)
      let given = before?.outcome === 'given'
      let previous = before?.id ?? null
      for (let turn = 0; turn < count; turn++) {
        previous = await decideOn(who, consent, given ? 'withdrawn' : 'given', previous)
        given = !given
        made.push(previous)
      }
      return made
    },
    work: async (by = worker) => {
      await by.tick()
      await by.idle()
    },
    told: () =>
      stage.receiver.bodies().map(({ data }) => data.type === 'consent.decided' && data.data.decision),
    rows: (of = stage.at) => deliveriesOf(world, of),
    stop: async () => {
      for (const sender of senders) sender.close()
      await stage.receiver.stop()
    },
  }
  return stage
}

/**
 * Gives each case of a suite a stage of its own, with customers that the suite has once. What the worker would log of
 * failures is kept quiet.
 */
export function eachOnDeliveryStage(
  world: () => World,
  customers: number,
  set: (stage: DeliveryStage) => void,
): void {
  let people: string[]
  let stage: DeliveryStage
  beforeAll(async () => {
    await publish(world())
    people = await inventCustomers(world().system(), customers)
  })
  beforeEach(async () => {
    vi.spyOn(log, 'warn').mockReturnValue()
    stage = await deliveryStage(world(), people)
    set(stage)
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await stage.stop()
  })
}
