import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { answeredRequests } from '#db/schema/systems.ts'
import { catalogue } from '#policy/load.ts'
import { chainOf, consentAudit, eventsOf, findConsent, give, headOf } from '#testing/consents.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, refusal } from '#testing/expect.ts'
import { onBothEngines } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { recordDecision } from './record-decision.ts'
import { showReceipt } from './show-receipt.ts'

onBothEngines('a decision a system tells of', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('a decision a system tells stands with its channel, its language and its day', async () => {
    const customer = await freshCustomer(world())
    const branch: Ctx = {
      ...world().system(customer.subject),
      now: new Date('2023-02-02T11:48:00Z'),
    }
    await recordDecision(branch, { ...give('marketing-calls'), channel: 'branch', locale: 'ru' })
    const view = await findConsent(customer, 'marketing-calls')
    expect(view?.history[0]).toMatchObject({ channel: 'branch', locale: 'ru', at: branch.now })
    expect(view?.state).toBe('expired')
    const [audited] = await consentAudit(world(), customer)
    expect(audited).toMatchObject({ actorKind: 'system', actorId: 'core-banking' })
  })

  it('a decision told of a reference finds the customer, and stands with what proves it on the receipt', async () => {
    const reference = `C-${randomUUID()}`
    const customer = await freshCustomer(world(), reference)
    const input = { ...give('marketing-calls'), channel: 'phone', locale: 'kk', evidence: 'REC-2026/118#3' }
    const told = await recordDecision(world().api(reference), input)
    expect(told.history[0]).toMatchObject({ channel: 'phone', evidence: 'REC-2026/118#3' })
    expect(await showReceipt(customer, { id: headOf(told) })).toMatchObject({ evidence: 'REC-2026/118#3' })
    expect(await consentAudit(world(), customer)).toMatchObject([
      { action: 'consent.given', objectId: headOf(told), actorKind: 'system', actorId: 'core-banking' },
    ])
    expect(await eventsOf(world(), customer)).toEqual([{ type: 'consent.decided', objectId: headOf(told) }])
    const no = { ...input, outcome: 'withdrawn', previousId: headOf(told) }
    const off = await recordDecision(world().api(reference), no)
    expect(off.history.map(({ outcome }) => outcome)).toEqual(['withdrawn', 'given'])
    await expect(recordDecision(world().api(reference), no)).rejects.toEqual(refusal('conflict'))
    for (const unknown of ['nobody', 'C\u0000', ''])
      await expect(recordDecision(world().api(unknown), input)).rejects.toEqual(refusal('not-found'))
    await expect(recordDecision(world().api(), input)).rejects.toEqual(refusal('forbidden'))
  })

  it('a decision is kept once under the key its request names, with what was answered', async () => {
    const reference = `C-${randomUUID()}`
    const customer = await freshCustomer(world(), reference)
    const idempotency = { key: reference, requestHash: 'h', answerOf: (view: unknown) => ({ view }) }
    const input = { ...give('device-camera'), channel: 'app', locale: 'kk' }
    const settled = await Promise.allSettled(
      Array.from({ length: 6 }, () => recordDecision({ ...world().api(reference), idempotency }, input)),
    )
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await chainOf(world(), customer)).toHaveLength(1)
    const kept = await world().db.select().from(answeredRequests).where(eq(answeredRequests.key, reference))
    expect(kept).toMatchObject([{ answer: { view: { id: 'device-camera', state: 'given' } } }])
  })

  it('a decision a system tells names a channel of a system', async () => {
    const system = world().system((await freshCustomer(world())).subject)
    const read = { ...give('device-camera'), locale: 'kk' }
    await expect(recordDecision(system, read)).rejects.toEqual(invalidAt('channel', 'consent.channel'))
    await expect(recordDecision(system, { ...read, channel: 'portal' })).rejects.toEqual(
      invalidAt('channel', 'consent.channel'),
    )
  })

  it('exactly one of many decisions that two systems tell at once, all having read the same head, is kept', async () => {
    const customer = await freshCustomer(world())
    const app = world().system(customer.subject)
    await Promise.all(Array.from({ length: 12 }, () => world().db.execute(sql`select pg_sleep(0.02)`)))
    let previousId: string | null = null
    for (const outcome of ['given', 'withdrawn', 'given', 'withdrawn', 'given']) {
      const input = { consent: 'device-gallery', outcome, previousId, channel: 'app', locale: 'kk' }
      const settled = await Promise.allSettled(Array.from({ length: 12 }, () => recordDecision(app, input)))
      const kept = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      expect(kept).toHaveLength(1)
      for (const one of settled)
        if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
      previousId = headOf(kept[0])
    }
    const chain = await chainOf(world(), customer)
    expect(chain.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
    expect(chain.map(({ previousId: named }) => named)).toEqual([
      null,
      ...chain.slice(0, -1).map(({ id }) => id),
    ])
  })
})
