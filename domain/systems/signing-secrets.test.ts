import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { formerSecrets } from '#db/schema/systems.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { at, hoursOn } from '#testing/clock.ts'
import { refusal } from '#testing/expect.ts'
import { type SystemsStage, systemsStage } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { rotateSecret, secretText } from './rotate-secret.ts'
import { showSystem } from './show-system.ts'
import { readSigning } from './signing-secrets.ts'
import { stopSecret } from './stop-secret.ts'

onBothEngines('the secrets of a subscription', (world) => {
  let stage: SystemsStage

  beforeAll(async () => {
    stage = await systemsStage(world())
  })

  const live = ['subscription.added', 'subscription.tested']
  const audited = (objectId: string) => actionsOf(world().db, { objectId })
  const signingAt = async (now: Date, subscriptionId: string) => {
    const ctx = { ...world().worker(), now }
    const signing = await readSigning(ctx, world().db, subscriptionId)
    return (await signing?.unwrap())?.map(secretText)
  }

  it('a subscription signs with each former secret until its own day is over, however often it is changed', async () => {
    const { systemId, subscriptionId } = await stage.subscribed()
    const [first] = (await signingAt(testNow, subscriptionId)) ?? []
    const rotate = async (now: Date) =>
      (await rotateSecret({ ...stage.administrator, now }, { subscriptionId })).secret
    const second = await rotate(testNow)
    const third = await rotate(hoursOn(10))
    for (const [now, signing] of [
      [hoursOn(10), [third, second, first]],
      [hoursOn(23.9), [third, second, first]],
      [hoursOn(24), [third, second]],
      [hoursOn(34), [third]],
    ] as const)
      expect(await signingAt(now, subscriptionId), now.toISOString()).toEqual(signing)
    const shown = async (now: Date) =>
      (await showSystem({ ...stage.officer, now }, { systemId })).subscriptions[0]?.formerSecrets.map(
        ({ signsUntil }) => signsUntil,
      )
    expect(await shown(hoursOn(10))).toEqual([hoursOn(34), hoursOn(24)])
    expect(await shown(hoursOn(24))).toEqual([hoursOn(34)])
    await rotate(hoursOn(40))
    expect(await world().db.$count(formerSecrets, eq(formerSecrets.subscriptionId, subscriptionId))).toBe(1)
    expect(await audited(subscriptionId)).toEqual([...live, ...Array(3).fill('subscription.secret-rotated')])
  })

  it('a former secret that has leaked is stopped at once, and no other', async () => {
    const { systemId, subscriptionId } = await stage.subscribed()
    const [first] = (await signingAt(testNow, subscriptionId)) ?? []
    const { secret: second } = await rotateSecret(stage.administrator, { subscriptionId })
    const { secret: third } = await rotateSecret(at(stage.administrator, hoursOn(1)), { subscriptionId })
    const [leaked] = (await showSystem(stage.officer, { systemId })).subscriptions[0]?.formerSecrets ?? []
    const stopped = { subscriptionId, secretId: leaked?.id }
    const other = await stage.subscribed()
    await expect(
      stopSecret(stage.administrator, { ...stopped, subscriptionId: other.subscriptionId }),
    ).rejects.toEqual(refusal('not-found'))
    await stopSecret(stage.administrator, stopped)
    expect(await signingAt(hoursOn(2), subscriptionId)).toEqual([third, first])
    expect(second).not.toBe(first)
    const [log] = await auditOf(world().db, {
      objectId: subscriptionId,
      action: 'subscription.secret-stopped',
    })
    expect(log?.detail).toEqual({ secret: leaked?.id })
    await expect(stopSecret(stage.administrator, stopped)).rejects.toEqual(refusal('not-found'))
    expect(await audited(subscriptionId)).toHaveLength(5)
  })
})
