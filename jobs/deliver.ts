import { randomUUID } from 'node:crypto'
import type { Ctx } from '#domain/context.ts'
import { type Claimed, claimDeliveries, dueSubscriptions } from '#domain/events/claim-deliveries.ts'
import { giveBackDelivery } from '#domain/events/give-back-delivery.ts'
import { positionEvents } from '#domain/events/position-events.ts'
import { settleDelivery } from '#domain/events/settle-delivery.ts'
import { makeWakeup, type Wakeup } from '#domain/wakeup.ts'
import type { WebhookSender } from '#gateways/webhook-sender.ts'
import { log, toldError } from '#log'
import { unlessAbandoned } from './abandon.ts'

/** How many tries are under way at a subscription at once, in one worker. */
const abreast = 16
/** A result that cannot be written down is tried again this often, within the lease. */
const settleAgainMs = 250

/** What delivering needs of the outside. */
export interface Means {
  /** A context of the worker, of now. */
  ctx(requestId: string): Ctx
  sender: WebhookSender
  /** For how long a try is this worker's alone: longer than the longest try. */
  leaseSeconds: number
}

export interface Delivering {
  /** Places what was written, and sees to it that all subscriptions with something due are being served. */
  tick(): Promise<void>
  /** Until nothing is under way. */
  idle(): Promise<void>
  /**
   * Takes up nothing more, and waits for what is under way.
   * @param abandoning gives back what is still under way once it aborts.
   */
  stop(abandoning?: AbortSignal): Promise<void>
}

/**
 * Sends what is due. Every subscription has a lane of its own, so that a receiver that is slow or dead keeps nobody
 * else's deliveries waiting.
 */
export function delivering(means: Means): Delivering {
  const lanes = new Map<string, { wake(): void; done: Promise<void> }>()
  let stopped = false
  /** Ends when what is under way has to be given back. */
  const giving = new AbortController()

  async function tick(): Promise<void> {
    while (!stopped && (await positionEvents(means.ctx(randomUUID()))).more);
    if (stopped) return
    for (const id of await dueSubscriptions(means.ctx(randomUUID()))) {
      const lane = lanes.get(id)
      if (lane) lane.wake()
      else open(id)
    }
  }

  function open(id: string): void {
    const wakeup = makeWakeup()
    const done = serve(id, wakeup)
      .catch((error: unknown) => told('a subscription was not served', { subscription: id }, error))
      .finally(() => {
        lanes.delete(id)
        // A tick may have woken the lane while it was ending.
        if (wakeup.pending() && !stopped) open(id)
      })
    lanes.set(id, { wake: wakeup.wake, done })
  }

  /** Takes up and sends until there is nothing due and nothing under way. */
  async function serve(subscriptionId: string, wakeup: Wakeup): Promise<void> {
    const underWay = new Set<Promise<void>>()
    try {
      while (!stopped) {
        wakeup.reset()
        const limit = abreast - underWay.size
        const { leaseSeconds } = means
        const claimed =
          limit > 0
            ? await claimDeliveries(means.ctx(randomUUID()), { subscriptionId, limit, leaseSeconds })
            : []
        for (const each of claimed) {
          const one = (stopped ? giveBack(each) : deliver(each)).finally(() => {
            underWay.delete(one)
            // What had to wait for this one may be due now, and the claim under way may have looked before.
            wakeup.wake()
          })
          underWay.add(one)
        }
        if (underWay.size === 0 && !wakeup.pending()) return
        if (claimed.length < limit || limit === 0) await wakeup.wait()
      }
    } finally {
      await Promise.all(underWay)
    }
  }

  async function deliver(claimed: Claimed): Promise<void> {
    const sending = means.sender.send(claimed, means.ctx(claimed.id).now)
    const tried = await unlessAbandoned(sending, giving.signal).catch(() => null)
    if (!tried) return giveBack(claimed)
    const until = performance.now() + means.leaseSeconds * 1000
    for (;;) {
      try {
        const outcome = await settleDelivery(means.ctx(randomUUID()), claimed, tried, Math.random())
        if (outcome !== 'sent' && outcome !== 'applied') tellOf(claimed, outcome, tried)
        return
      } catch (error) {
        if (performance.now() > until || giving.signal.aborted)
          return told('a delivery was not settled', { delivery: claimed.id }, error)
        await new Promise((resolve) => setTimeout(resolve, settleAgainMs))
      }
    }
  }

  const giveBack = (claimed: Claimed) =>
    giveBackDelivery(means.ctx(randomUUID()), claimed).catch((error: unknown) =>
      told('a delivery was not given back', { delivery: claimed.id }, error),
    )

  const idle = async () => {
    while (lanes.size > 0) await Promise.all([...lanes.values()].map(({ done }) => done))
  }
  return {
    tick,
    idle,
    stop: async (abandoning) => {
      stopped = true
      abandoning?.addEventListener('abort', () => giving.abort())
      if (abandoning?.aborted) giving.abort()
      for (const { wake } of lanes.values()) wake()
      await idle()
    },
  }
}

const tellOf = (
  { id, systemId, attempts }: Claimed,
  outcome: string,
  { status, fault }: { status: number | null; fault: string | null },
) =>
  log.warn({ delivery: id, system: systemId, attempts, outcome, status, fault }, 'a delivery did not arrive')

const told = (what: string, where: Record<string, string>, error: unknown) =>
  log.error({ ...where, error: toldError(error) }, what)
