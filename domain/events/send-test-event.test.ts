import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { subscriptions } from '#db/schema/systems.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { at, minutesOn } from '#testing/clock.ts'
import { lockedBy, refusal } from '#testing/expect.ts'
import { answering, anywhere, deliveriesOf, type SystemsStage, systemsStage } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { addSubscription } from '../systems/add-subscription.ts'
import { changeSubscription } from '../systems/change-subscription.ts'
import { pauseSubscription } from '../systems/pause-subscription.ts'
import { resend } from '../systems/resend.ts'
import { resumeSubscription } from '../systems/resume-subscription.ts'
import { secretText } from '../systems/rotate-secret.ts'
import { showSystem } from '../systems/show-system.ts'
import { claimDeliveries } from './claim-deliveries.ts'
import { positionEvents } from './position-events.ts'
import { testBody } from './schema.ts'
import { sendTestEvent } from './send-test-event.ts'
import type { SendWebhook, Webhook } from './webhooks.ts'

const receiver = { url: 'https://systems.example.kz/hook', types: ['consent.decided'], consents: null }

onBothEngines('a subscription on its way to being live', (world) => {
  let stage: SystemsStage
  let draft: { systemId: string; subscriptionId: string; secret: string }

  beforeAll(async () => {
    stage = await systemsStage(world())
  })
  beforeEach(async () => {
    const systemId = await stage.system()
    const added = await addSubscription(stage.administrator, { systemId, ...receiver }, anywhere)
    draft = { systemId, ...added }
  })
  const row = async () => {
    const [found] = await world()
      .db.select()
      .from(subscriptions)
      .where(eq(subscriptions.id, draft.subscriptionId))
    return found
  }
  const made = async () => {
    while ((await positionEvents(world().worker())).more);
    return (await deliveriesOf(world(), { id: draft.subscriptionId })).map(({ eventId }) => eventId)
  }
  const test = (send: SendWebhook, now = testNow) => sendTestEvent(at(stage.administrator, now), draft, send)
  const change = (rest: object) =>
    changeSubscription(
      stage.administrator,
      { subscriptionId: draft.subscriptionId, ...receiver, ...rest },
      anywhere,
    )

  it('a draft is told of nothing, and once its receiver has answered, of what happens from then on', async () => {
    await stage.decided(testNow)
    expect(await made()).toEqual([])
    expect(await showSystem(stage.officer, draft)).toMatchObject({ healthState: 'draft', waiting: 0 })
    const { officer } = stage
    for (const [deed, reason] of [
      [() => resend(officer, { ...draft, from: 'position', position: 1 }), 'system.draft'],
      [() => resumeSubscription(officer, draft), 'system.no-resumed'],
      [() => pauseSubscription(officer, draft), 'system.no-paused'],
    ] as const)
      await expect(deed()).rejects.toEqual(lockedBy(reason))
    expect(await test(answering(204), minutesOn(1))).toEqual({
      ...{ answered: true, status: 204, fault: null, wentLive: true },
    })
    expect(await row()).toMatchObject({ state: 'active', liveSince: minutesOn(1) })
    expect(await made()).toEqual([])
    expect(await showSystem(stage.officer, draft)).toMatchObject({ healthState: 'unsent', waiting: 0 })
    const { event } = await stage.decided(minutesOn(2))
    expect(await made()).toEqual([event])
  })

  it('the test event is signed as a delivery is, and is about no customer', async () => {
    const sent: [Webhook, Date][] = []
    await test(async (webhook, now) => {
      sent.push([webhook, now])
      return { status: 200, fault: null, applied: true }
    }, minutesOn(3))
    const [[webhook, now] = []] = sent
    expect(sent).toHaveLength(1)
    expect(webhook?.secrets.map(secretText)).toEqual([draft.secret])
    expect([webhook?.url, now]).toEqual([receiver.url, minutesOn(3)])
    const at = minutesOn(3).toISOString()
    expect(testBody.parse(webhook?.body)).toEqual({
      type: 'subscription.tested',
      timestamp: at,
      data: { type: 'subscription.tested', at, subscription: draft.subscriptionId, delivery: webhook?.id },
    })
  })

  it.each([100, 199, 301, 302, 401, 404, 410, 500, null])(
    'a draft whose receiver answers %s stays one',
    async (status) => {
      const fault = status === null ? 'unreachable' : null
      const tested = await test(async () => ({ status, fault, applied: false }))
      expect(tested).toEqual({ answered: false, status, fault, wentLive: false })
      expect(await row()).toMatchObject({ state: 'draft', liveSince: null })
      const [log] = await auditOf(world().db, {
        objectId: draft.subscriptionId,
        action: 'subscription.tested',
      })
      expect(log?.detail).toEqual({ origin: 'https://systems.example.kz', status, fault })
    },
  )

  it('a subscription at another address waits until that one has answered, and nothing is lost', async () => {
    await test(answering(204))
    const { event: due } = await stage.decided(minutesOn(1))
    await made()
    await change({ types: ['consent.decided', 'look.ended'] })
    expect(await row()).toMatchObject({ state: 'active' })
    await change({ url: 'https://moved.example.kz/hook' })
    expect(await row()).toMatchObject({ state: 'draft', liveSince: testNow })
    const { event: meanwhile } = await stage.decided(minutesOn(2))
    expect(await made()).toEqual([due, meanwhile])
    const claim = (now: Date) =>
      claimDeliveries(at(world().worker(), now), { ...draft, limit: 10, leaseSeconds: 25 })
    expect(await claim(minutesOn(3))).toEqual([])
    expect(await test(answering(202))).toMatchObject({ wentLive: true })
    expect((await claim(minutesOn(3))).map(({ url }) => url)).toEqual(['https://moved.example.kz/hook'])
    expect(await row()).toMatchObject({ state: 'active', liveSince: testNow })
  })

  it('a test changes no other state', async () => {
    await test(answering(204))
    await pauseSubscription(stage.officer, draft)
    expect(await test(answering(204))).toMatchObject({ answered: true, wentLive: false })
    expect(await row()).toMatchObject({ state: 'paused' })
    expect(await actionsOf(world().db, { objectId: draft.subscriptionId })).toEqual([
      'subscription.added',
      'subscription.tested',
      'subscription.paused',
      'subscription.tested',
    ])
  })

  it('an answer from an address that was changed meanwhile counts for nothing', async () => {
    const moving: SendWebhook = async () => {
      await change({ url: 'https://moved.example.kz/hook' })
      return { status: 204, fault: null, applied: false }
    }
    await expect(test(moving)).rejects.toEqual(refusal('conflict'))
    expect(await row()).toMatchObject({ state: 'draft', liveSince: null })
  })
})
