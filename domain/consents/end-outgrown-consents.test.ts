import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { consentDecisions } from '#db/schema/consents.ts'
import { deliveries } from '#db/schema/events.ts'
import { sessions } from '#db/schema/sessions.ts'
import { catalogue } from '#policy/load.ts'
import { asVerb } from '#testing/as-verb.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { chainOf, consentAudit, eventsOf, findConsent, give, headOf, withdraw } from '#testing/consents.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { enact, restoreCatalogue, withConsent, withoutConsent } from '#testing/policies.ts'
import { feedEnd, subscribe } from '#testing/systems.ts'
import { onBothEngines } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import { positionEvents } from '../events/position-events.ts'
import { bookkeep } from '../transaction.ts'
import { checkConsents } from './check-consents.ts'
import { decide } from './decide.ts'
import { endOutgrownConsents } from './end-outgrown-consents.ts'
import { honourGpc } from './honour-gpc.ts'
import { listConsents } from './list-consents.ts'
import { recordDecision } from './record-decision.ts'
import { expiryOf } from './rules.ts'
import { showReceipt } from './show-receipt.ts'
import { withdrawMarketing } from './withdraw-marketing.ts'

const id = 'marketing-email'
const widen = withConsent(id, (one) => ({ ...one, recipients: ['zhetel-media'] }))

onBothEngines('yeses that the policy does not cover', (world) => {
  afterAll(restoreCatalogue)
  let nth = 0
  const soon = () => secondsOn(++nth)
  // What an earlier case has left is ended first, so that each case counts its own.
  beforeEach(async () => {
    await enact(world(), soon(), withoutConsent(id))
    await everyBatch()
    await enact(world(), soon())
  })
  const end = (after: string | null = null, most?: number) =>
    endOutgrownConsents(at(world().worker(), soon()), after, most)
  async function everyBatch(most?: number): Promise<number> {
    let ended = 0
    let after: string | null = null
    do {
      const done = await end(after, most)
      ended += done.ended
      after = done.next
    } while (after !== null)
    return ended
  }
  async function agreed(consent = id): Promise<{ own: Subject; decision: string }> {
    const own = await freshCustomer(world())
    const decision = headOf(await decide(at(own, soon()), give(consent)))
    if (!decision) throw new Error('a decision was taken')
    return { own, decision }
  }
  const outcomes = async (own: Subject) =>
    (await chainOf(world(), own)).map(({ outcome, channel }) => `${outcome} ${channel}`)
  const reason = async ({ reference }: Subject, consent = id) =>
    (await checkConsents(at(world().api(), soon()), { pairs: [{ customer: reference, consent }] }))[0]?.reason

  it('a yes to a consent that has grown is ended by a decision, with its event, receipt and entry in the log', async () => {
    const { own, decision } = await agreed()
    const version = await enact(world(), soon(), widen)
    expect(await end()).toEqual({ ended: 1, next: null })
    const chain = await chainOf(world(), own)
    expect(chain).toMatchObject([
      { id: decision, outcome: 'given', position: 1 },
      {
        ...{ outcome: 'withdrawn', channel: 'policy', position: 2, previousId: decision },
        ...{ policyVersion: version, expiresAt: null, actorKind: 'worker', actorId: null, locale: 'kk' },
      },
    ])
    const ended = chain[1]?.id ?? ''
    expect(await eventsOf(world(), own)).toEqual([
      { type: 'consent.decided', objectId: decision },
      { type: 'consent.decided', objectId: ended },
    ])
    expect((await consentAudit(world(), own)).at(-1)).toMatchObject({
      action: 'consent.ended',
      objectId: ended,
      actorKind: 'worker',
      detail: { consent: id, channel: 'policy' },
    })
    const log = await listActivity(at(own, soon()), { kind: 'consents' })
    expect(log.entries[0]).toMatchObject({ action: 'consent.ended', by: 'portal', about: { id } })
    const receipt = await showReceipt(own, { id: ended })
    expect(receipt).toMatchObject({ channel: 'policy', policyVersion: version, recipients: [] })
    const view = await findConsent(at(own, soon()), id)
    expect(view).toMatchObject({
      state: 'outgrown',
      widened: { agreed: { recipients: [] }, added: { recipients: [{ name: '«Жетел Медиа» ЖШС' }] } },
    })
    expect(await reason(own)).toBe('outgrown')
    expect(await end()).toEqual({ ended: 0, next: null })
  })

  it('the customer who is asked again says yes to all of it, or no, and is asked no more', async () => {
    const [one, other] = [await agreed(), await agreed()]
    await enact(world(), soon(), widen)
    await everyBatch()
    const head = async (own: Subject) => headOf(await findConsent(at(own, soon()), id))
    const yes = await decide(at(one.own, soon()), give(id, await head(one.own)))
    expect(yes).toMatchObject({ state: 'given', widened: null })
    const no = await decide(at(other.own, soon()), withdraw(id, await head(other.own)))
    expect(no).toMatchObject({ state: 'refused', widened: null })
    await expect(decide(at(other.own, soon()), withdraw(id, headOf(no)))).rejects.toEqual(refusal('conflict'))
    expect(await everyBatch()).toBe(0)
    expect(await outcomes(one.own)).toEqual(['given portal', 'withdrawn policy', 'given portal'])
    expect(await reason(one.own)).toBe('given')
    expect(await reason(other.own)).toBe('refused')
  })

  it('a consent that the policy drops is ended, and told with its own time to obey', async () => {
    const { own, decision } = await agreed()
    await subscribe(world(), 'https://one.example.kz/hook', {
      types: ['consent.decided'],
      consents: [id],
      madeUpTo: await feedEnd(world()),
    })
    const obeyMs =
      (catalogue().consents.consents.find((one) => one.id === id)?.obeyWithinMinutes ?? 0) * 60_000
    await enact(world(), soon(), withoutConsent(id))
    expect(await reason(own)).toBe('unknown-consent')
    expect(await everyBatch()).toBe(1)
    expect(await outcomes(own)).toEqual(['given portal', 'withdrawn policy'])
    const { former, groups } = await listConsents(at(own, soon()))
    expect(groups.flatMap(({ consents }) => consents).map((one) => one.id)).not.toContain(id)
    expect(former).toMatchObject([
      { id, title: 'Электрондық пошта арқылы жарнама', history: [{ channel: 'policy' }, { id: decision }] },
    ])
    const [ended] = former[0]?.history ?? []
    expect(await showReceipt(own, { id: ended?.id })).toMatchObject({
      title: 'Электрондық пошта арқылы жарнама',
      channel: 'policy',
    })
    await positionEvents(at(world().worker(), soon()))
    const [sent] = await world()
      .db.select()
      .from(deliveries)
      .where(eq(deliveries.objectId, ended?.id ?? ''))
    expect(sent?.confirmBy?.getTime()).toBe((ended?.at.getTime() ?? 0) + obeyMs)
    expect(await everyBatch()).toBe(0)
  })

  it('it goes through all customers in batches, from where it was cut off, and many workers end each yes once', async () => {
    const many = await Promise.all(Array.from({ length: 5 }, () => agreed()))
    await enact(world(), soon(), widen)
    const begun = await end(null, 2)
    expect(begun.next).not.toBeNull()
    const passes = await Promise.all([everyBatch(2), everyBatch(3), everyBatch()])
    expect(passes.reduce((sum, ended) => sum + ended, begun.ended)).toBe(many.length)
    for (const { own } of many) expect(await outcomes(own)).toEqual(['given portal', 'withdrawn policy'])
  })

  it('only yeses in force are ended: not what the customer took back or what has run out', async () => {
    const [off, over, other] = [await agreed(), await agreed(), await agreed('device-camera')]
    await decide(at(off.own, soon()), withdraw(id, off.decision))
    await enact(world(), soon(), widen)
    const validity = catalogue().consents.consents.find((one) => one.id === id)?.validity ?? ''
    const later = expiryOf(soon(), validity)
    expect(await endOutgrownConsents(at(world().worker(), later), null)).toEqual({ ended: 0, next: null })
    expect(await outcomes(off.own)).toEqual(['given portal', 'withdrawn portal'])
    for (const { own } of [over, other]) expect(await outcomes(own)).toEqual(['given portal'])
  })

  it('a process whose catalogue is not in force ends nothing', async () => {
    const { own } = await agreed()
    const old = catalogue()
    await enact(world(), soon(), widen)
    const newest = catalogue()
    globalThis.arqauCatalogue = withoutConsent(id)(old)
    expect(await everyBatch()).toBe(0)
    globalThis.arqauCatalogue = old
    expect(await everyBatch()).toBe(0)
    expect(await outcomes(own)).toEqual(['given portal'])
    globalThis.arqauCatalogue = newest
    expect(await everyBatch()).toBe(1)
  })

  it('all advertising off and GPC reach a yes to a consent that the policy has dropped', async () => {
    const [one, other] = [await agreed(), await agreed()]
    const kept = await decide(at(one.own, soon()), give('device-camera'))
    await enact(world(), soon(), withoutConsent(id))
    const calls = give('marketing-calls')
    await decide(at(one.own, soon()), calls)
    expect((await withdrawMarketing(at(one.own, soon()))).map((view) => view.id)).toEqual(['marketing-calls'])
    const chain = (await chainOf(world(), one.own)).filter(({ consent }) => consent === id)
    expect(chain.map(({ channel }) => channel)).toEqual(['portal', 'portal'])
    expect((await findConsent(at(one.own, soon()), 'device-camera'))?.history).toEqual(kept.history)
    const signalling = { ...other.own, browser: { ...other.own.browser, gpc: true } }
    await withSession(signalling)
    await honourGpc(at(signalling, soon()))
    expect(await outcomes(other.own)).toEqual(['given portal', 'withdrawn gpc'])
    expect(await everyBatch()).toBe(0)
  })

  it('a decision that a system told before a consent was in the policy covers nothing', async () => {
    const own = await freshCustomer(world())
    await enact(world(), soon(), withoutConsent(id))
    const before = soon()
    await enact(world(), soon())
    const told = { ...give(id), channel: 'branch', locale: 'kk' }
    await recordDecision(at(world().api(own.reference), before), told)
    expect(await reason(own)).toBe('outgrown')
    expect((await findConsent(at(own, soon()), id))?.widened?.agreed).toBeNull()
    expect(await everyBatch()).toBe(1)
  })

  it('the worker alone ends yeses, and the database lets it decide nothing else', async () => {
    const { own, decision } = await agreed()
    const [row] = await chainOf(world(), own)
    if (!row) throw new Error('a decision was taken')
    const next = {
      ...row,
      id: randomUUID(),
      position: 2,
      previousId: decision,
      actorKind: 'worker',
      actorId: null,
    } as const
    for (const wrong of [
      { channel: 'portal', outcome: 'withdrawn' },
      { channel: 'policy', outcome: 'given' },
    ] as const)
      await expect(
        bookkeep(asVerb(world().worker()), 'due-rows', (tx) =>
          tx.insert(consentDecisions).values({ ...next, ...wrong }),
        ),
      ).rejects.toEqual(expect.objectContaining({ cause: expect.objectContaining({ code: '42501' }) }))
    expect(await outcomes(own)).toEqual(['given portal'])
    for (const ctx of [world().system(), world().staff(), world().visitor(), await world().customer()])
      await expect(endOutgrownConsents(ctx)).rejects.toEqual(refusal('forbidden'))
  })

  /** The row of the session that the context names, in which GPC is noted. */
  async function withSession({ subject, actor, now }: Subject): Promise<void> {
    if (actor.kind !== 'customer') throw new Error('a customer has a session')
    const times = { startedAt: now, lastSeenAt: now, verifiedAt: now }
    await world()
      .db.insert(sessions)
      .values({
        ...{ customerId: subject, id: actor.sessionId, ...times, device: 'Chrome, Android' },
        ...{ addressSealed: new Uint8Array(1), gpc: false },
      })
  }
})
