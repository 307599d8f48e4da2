import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { staffRoles } from '#db/schema/staff.ts'
import { subscriptions } from '#db/schema/systems.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { invalidAt, lockedBy, refusal, wrongAt } from '#testing/expect.ts'
import { answering, anywhere, type SystemsStage, systemsStage } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { sendTestEvent } from '../events/send-test-event.ts'
import { addSubscription } from './add-subscription.ts'
import { changeSubscription } from './change-subscription.ts'
import { pauseSubscription } from './pause-subscription.ts'
import { removeSubscription } from './remove-subscription.ts'
import { resend } from './resend.ts'
import { resumeSubscription } from './resume-subscription.ts'
import { rotateSecret } from './rotate-secret.ts'
import { isReceiverUrl } from './schema.ts'
import { showSystem } from './show-system.ts'
import { stopSecret } from './stop-secret.ts'

const url = 'https://gateway.example.kz/arqau?tenant=7'

describe('the address of a receiver', () => {
  it.each([
    'https://a.kz',
    'https://a.kz:8443/x?y=1',
    'http://127.0.0.1:4000/x',
    'http://[::1]:4000',
    'http://localhost:1',
  ])('the address of a receiver may be %s', (text) => expect(isReceiverUrl(text)).toBe(true))
  it.each([
    '',
    'a.kz',
    'http://a.kz',
    'http://127.0.0.1.evil.kz',
    'ftp://a.kz',
    'https://u:p@a.kz',
    'https://a.kz/#x',
    'javascript:1',
    'file:///etc/passwd',
  ])('the address of a receiver may not be %s', (text) => expect(isReceiverUrl(text)).toBe(false))
})

onBothEngines('keeping a subscription', (world) => {
  let stage: SystemsStage

  beforeAll(async () => {
    stage = await systemsStage(world())
  })

  const row = async (id: string) => {
    const [found] = await world().db.select().from(subscriptions).where(eq(subscriptions.id, id))
    if (!found) throw new Error('no such subscription')
    return found
  }
  /** What is noted of a subscription that went live. */
  const live = ['subscription.added', 'subscription.tested']
  const audited = (objectId: string) => actionsOf(world().db, { objectId })
  const textOf = async (wrapped: Uint8Array | null) =>
    wrapped && `whsec_${(await world().keys.master.unwrap(wrapped)).export().toString('base64')}`

  it('a subscription is a draft at first, and its secret is told once', async () => {
    const systemId = await stage.system()
    await stage.decided(testNow)
    const wanted = { systemId, url, types: ['look.ended', 'consent.decided'], consents: ['marketing-sms'] }
    const { subscriptionId, secret } = await addSubscription(stage.administrator, wanted, anywhere)
    const kept = await row(subscriptionId)
    expect(kept).toMatchObject({
      state: 'draft',
      liveSince: null,
      types: ['consent.decided', 'look.ended'],
    })
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await textOf(kept.secretWrapped)).toBe(secret)
    expect(await audited(subscriptionId)).toEqual(['subscription.added'])
    const view = await showSystem(stage.officer, { systemId })
    expect(view.subscriptions).toMatchObject([
      {
        id: subscriptionId,
        url,
        state: 'draft',
        consents: [{ id: 'marketing-sms' }],
        formerSecrets: [],
      },
    ])
    expect(JSON.stringify(view)).not.toContain(secret)
    const [log] = await auditOf(world().db, { objectId: subscriptionId })
    expect(log?.detail).toMatchObject({ system: systemId, origin: 'https://gateway.example.kz' })
  })

  it('a subscription that could not be told of anything is refused', async () => {
    const systemId = await stage.system()
    const good = { systemId, url, types: ['consent.decided'], consents: null }
    for (const [rest, path] of [
      [{ url: 'http://gateway.example.kz' }, 'url'],
      [{ types: [] }, 'types'],
      [{ types: ['customer.deleted'] }, 'types.0'],
      [{ consents: [] }, 'consents'],
      [{ consents: ['never-heard-of'] }, 'consents'],
    ] as const)
      await expect(
        addSubscription(stage.administrator, { ...good, ...rest }, anywhere),
        path,
      ).rejects.toEqual(wrongAt(path))
    await expect(
      addSubscription(stage.administrator, { ...good, systemId: 'nowhere' }, anywhere),
    ).rejects.toEqual(refusal('not-found'))
    expect((await showSystem(stage.officer, { systemId })).subscriptions).toEqual([])
  })

  it('a subscription at an address that the settings forbid is refused when it is entered', async () => {
    const asked: string[] = []
    const nowhere = async (address: string) => {
      asked.push(address)
      return false
    }
    const systemId = await stage.system()
    const wanted = { url, types: ['look.ended'], consents: null }
    const refused = invalidAt('url', 'system.address-refused')
    await expect(addSubscription(stage.administrator, { ...wanted, systemId }, nowhere)).rejects.toEqual(
      refused,
    )
    expect((await showSystem(stage.officer, { systemId })).subscriptions).toEqual([])
    const { subscriptionId } = await stage.subscribed()
    const before = await row(subscriptionId)
    await expect(
      changeSubscription(stage.administrator, { ...wanted, subscriptionId }, nowhere),
    ).rejects.toEqual(refused)
    expect(await row(subscriptionId)).toEqual(before)
    expect(asked).toEqual([url, url])
  })

  it('a subscription is changed', async () => {
    const { subscriptionId } = await stage.subscribed()
    const asked = { subscriptionId, url, types: ['look.started'], consents: ['marketing-sms'] }
    await changeSubscription(stage.administrator, asked, anywhere)
    expect(await row(subscriptionId)).toMatchObject({
      url,
      types: ['look.started'],
      consents: ['marketing-sms'],
    })
    expect(await audited(subscriptionId)).toEqual([...live, 'subscription.changed'])
  })

  it('a subscription is paused and resumed, and comes back when its receiver does', async () => {
    const { subscriptionId } = await stage.subscribed()
    await expect(resumeSubscription(stage.officer, { subscriptionId })).rejects.toEqual(
      lockedBy('system.no-resumed'),
    )
    await pauseSubscription(stage.officer, { subscriptionId })
    expect(await row(subscriptionId)).toMatchObject({ state: 'paused' })
    await expect(pauseSubscription(stage.officer, { subscriptionId })).rejects.toEqual(
      lockedBy('system.no-paused'),
    )
    await resumeSubscription(stage.officer, { subscriptionId })
    expect(await row(subscriptionId)).toMatchObject({ state: 'active' })
    await world()
      .db.update(subscriptions)
      .set({ state: 'disabled', stateReason: 'gone' })
      .where(eq(subscriptions.id, subscriptionId))
    await resumeSubscription(stage.officer, { subscriptionId })
    expect(await row(subscriptionId)).toMatchObject({ state: 'active', stateReason: null })
    expect(await audited(subscriptionId)).toEqual([
      ...live,
      'subscription.paused',
      'subscription.resumed',
      'subscription.resumed',
    ])
  })

  it('a subscription is removed for good, and then nothing can be done with it', async () => {
    const { systemId, subscriptionId } = await stage.subscribed()
    await removeSubscription(stage.administrator, { subscriptionId })
    expect(await row(subscriptionId)).toMatchObject({ state: 'disabled', stateReason: 'staff' })
    expect((await showSystem(stage.officer, { systemId })).subscriptions).toEqual([])
    const { administrator, officer } = stage
    for (const deed of [
      () => removeSubscription(administrator, { subscriptionId }),
      () => rotateSecret(administrator, { subscriptionId }),
      () =>
        changeSubscription(
          administrator,
          { subscriptionId, url, types: ['look.ended'], consents: null },
          anywhere,
        ),
      () => stopSecret(administrator, { subscriptionId, secretId: randomUUID() }),
      () => sendTestEvent(administrator, { subscriptionId }, answering(204)),
      () => pauseSubscription(officer, { subscriptionId }),
      () => resumeSubscription(officer, { subscriptionId }),
      () => resend(officer, { subscriptionId, from: 'position', position: 1 }),
    ])
      await expect(deed()).rejects.toEqual(refusal('locked'))
    expect(await audited(subscriptionId)).toEqual([...live, 'subscription.removed'])
  })

  it('a subscription is kept by administrators, overseen by officers, and neither by the other', async () => {
    const { systemId, subscriptionId } = await stage.subscribed()
    const keeping: ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => addSubscription(ctx, { systemId, url, types: ['look.ended'], consents: null }, anywhere),
      (ctx) =>
        changeSubscription(ctx, { subscriptionId, url, types: ['look.ended'], consents: null }, anywhere),
      (ctx) => rotateSecret(ctx, { subscriptionId }),
      (ctx) => stopSecret(ctx, { subscriptionId, secretId: randomUUID() }),
      (ctx) => sendTestEvent(ctx, { subscriptionId }, answering(204)),
      (ctx) => removeSubscription(ctx, { subscriptionId }),
    ]
    const overseeing: ((ctx: Ctx) => Promise<unknown>)[] = [
      (ctx) => pauseSubscription(ctx, { subscriptionId }),
      (ctx) => resumeSubscription(ctx, { subscriptionId }),
      (ctx) => resend(ctx, { subscriptionId, from: 'position', position: 1 }),
    ]
    const others = [world().worker(), world().system(), await world().customer(1), world().visitor()]
    const staff = await Promise.all(staffRoles.map((role) => world().signedInStaff(role)))
    for (const ctx of [...others, ...staff]) {
      const role = ctx.actor.kind === 'staff' ? ctx.actor.role : ctx.actor.kind
      const refused = [
        ...(role === 'administrator' ? [] : keeping),
        ...(role === 'officer' ? [] : overseeing),
      ]
      for (const verb of refused) await expect(verb(ctx), role).rejects.toEqual(refusal('forbidden'))
    }
    expect(await audited(subscriptionId)).toEqual(live)
  })

  it('a subscription that does not exist is not found', async () => {
    const subscriptionId = '00000000-0000-4000-8000-000000000001'
    for (const deed of [
      () => pauseSubscription(stage.officer, { subscriptionId }),
      () => rotateSecret(stage.administrator, { subscriptionId }),
      () => resend(stage.officer, { subscriptionId, from: 'position', position: 1 }),
    ])
      await expect(deed()).rejects.toEqual(refusal('not-found'))
    await expect(pauseSubscription(stage.officer, { subscriptionId: '1' })).rejects.toEqual(
      wrongAt('subscriptionId'),
    )
  })
})
