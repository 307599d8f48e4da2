import { eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { deliveries } from '#db/schema/events.ts'
import { holdings } from '#db/schema/holdings.ts'
import { catalogue } from '#policy/load.ts'
import { actionsOf } from '#testing/audit.ts'
import { at, minutesOn, secondsOn } from '#testing/clock.ts'
import { findConsent, give } from '#testing/consents.ts'
import type { FreshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { fieldIn, heldCustomer, holding, holdingRow, putFor, testAddress } from '#testing/holdings.ts'
import { addSystems, take, value } from '#testing/imports.ts'
import { lookStage } from '#testing/looks.ts'
import { insertSystem } from '#testing/system-rows.ts'
import { subscribe } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { checkConsents, checkCustomer } from '../consents/check-consents.ts'
import { decide } from '../consents/decide.ts'
import { withdrawMarketing } from '../consents/withdraw-marketing.ts'
import { claimDeliveries } from '../events/claim-deliveries.ts'
import { positionEvents } from '../events/position-events.ts'
import { readEvents } from '../events/read-events.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { reveal } from '../holdings/reveal.ts'
import { revealForLook } from '../looks/reveal-for-look.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { listRecipients } from '../recipients/list-recipients.ts'
import { endRestriction } from './end-restriction.ts'
import { putRestriction } from './put-restriction.ts'

onBothEngines('what a restriction stops', (world) => {
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await addSystems(world())
  })

  const restrict = ({ subject }: { subject: string }, field: string, allowed: string[] = ['court']) =>
    putRestriction(world().system(subject), {
      ...{ field, reason: 'customer-demanded', allowed, evidence: 'BR-1' },
    })
  const lift = ({ subject }: { subject: string }, field: string, now = minutesOn(2)) =>
    endRestriction(at(world().system(subject), now), {
      ...{ field, reason: 'customer-asked', evidence: 'BR-2' },
    })
  const check = async ({ reference }: { reference: string }, consent: string) =>
    (await checkConsents(world().api(), { pairs: [{ customer: reference, consent }] }))[0]

  it('a yes permits no use of restricted data: a check of one, of many and of all says what remains allowed', async () => {
    const [customer, other] = [await heldCustomer(world()), await heldCustomer(world())]
    const given = { consent: 'marketing-sms', outcome: 'given', previousId: null }
    for (const one of [customer, other]) await decide(one, given)
    await restrict(customer, 'phone', ['law', 'court'])
    const refused = {
      allowed: false,
      reason: 'restricted',
      restricted: [{ field: 'phone', allowed: ['court', 'law'] }],
    }
    expect(await check(customer, 'marketing-sms')).toMatchObject(refused)
    const pairs = [customer, other].map(({ reference }) => ({
      customer: reference,
      consent: 'marketing-sms',
    }))
    expect(await checkConsents(world().api(), { pairs })).toMatchObject([
      refused,
      { allowed: true, reason: 'given', restricted: [] },
    ])
    const all = await checkCustomer(world().api(customer.reference))
    expect(all.find(({ consent }) => consent === 'marketing-sms')).toMatchObject(refused)
    expect(await check(customer, 'marketing-email')).toMatchObject({ reason: 'never', restricted: [] })
    await lift(customer, 'phone')
    expect(await check(customer, 'marketing-sms')).toMatchObject({
      ...{ allowed: true, reason: 'given', restricted: [] },
    })
  })

  it('a partner is not told of a restriction: a yes that permits nothing reads like one that was withdrawn', async () => {
    const customer = await heldCustomer(world())
    const [given] = (await decide(customer, give('marketing-sms'))).history
    await restrict(customer, 'phone')
    await insertSystem(world().db, 'partner', testNow, undefined, 'unqaghaz')
    const asking = (systemId: string) => world().ctx({ kind: 'system', systemId, scopes: ['consents:check'] })
    const pairs = [{ customer: customer.reference, consent: 'marketing-sms' }]
    for (const systemId of ['partner', 'nobody-knows']) {
      const told = await checkConsents(asking(systemId), { pairs })
      expect(told).toMatchObject([
        { allowed: false, reason: 'withdrawn', decision: given?.id, restricted: [] },
      ])
      const all = await checkCustomer({ ...asking(systemId), reference: customer.reference })
      expect(all.find(({ consent }) => consent === 'marketing-sms')).toEqual(told[0])
      expect(all.map(({ reason }) => reason)).not.toContain('restricted')
    }
    expect(await checkConsents(asking('crm'), { pairs })).toMatchObject([{ reason: 'restricted' }])
    await lift(customer, 'phone')
    expect(await checkConsents(asking('partner'), { pairs })).toMatchObject([
      { allowed: true, reason: 'given' },
    ])
  })

  it('a restriction of data that a consent does not name leaves its yes as it is, and a no stays a no', async () => {
    const customer = await heldCustomer(world())
    const view = await decide(customer, { consent: 'marketing-sms', outcome: 'given', previousId: null })
    await restrict(customer, 'address')
    expect(await check(customer, 'marketing-sms')).toMatchObject({ allowed: true, restricted: [] })
    await restrict(customer, 'phone')
    const previousId = view.history[0]?.id
    await decide(customer, { consent: 'marketing-sms', outcome: 'withdrawn', previousId })
    expect(await check(customer, 'marketing-sms')).toMatchObject({ reason: 'withdrawn', restricted: [] })
  })

  it('the consents page says of each consent which of its data are restricted, after each decision too', async () => {
    const customer = await heldCustomer(world())
    const phone = fieldIn(await listHoldings(customer), 'phone')?.title
    await restrict(customer, 'phone')
    expect(await findConsent(customer, 'marketing-sms')).toMatchObject({ state: 'none', restricted: [phone] })
    expect(await findConsent(customer, 'marketing-email')).toMatchObject({ restricted: [] })
    const given = await decide(customer, give('marketing-sms'))
    expect(given).toMatchObject({ state: 'given', restricted: [phone] })
    expect(await withdrawMarketing(customer)).toMatchObject([{ state: 'withdrawn', restricted: [phone] }])
    await lift(customer, 'phone')
    expect(await findConsent(customer, 'marketing-sms')).toMatchObject({ restricted: [] })
  })

  it('a system cannot change or add restricted values; the same ones and others are taken', async () => {
    const customer = await heldCustomer(world())
    await restrict(customer, 'address')
    await restrict(customer, 'email')
    const before = await holdingRow(world(), customer, 'address')
    const refused = refusal('invalid', {
      issues: [
        { path: 'holdings.1.field', key: 'holding.restricted' },
        { path: 'holdings.2.field', key: 'holding.restricted' },
      ],
    })
    const changes = [
      holding('device-model', 'Galaxy A56', { obtainedVia: 'app' }),
      holding('address', 'Тараз қ.'),
      holding('email', 'new@example.kz'),
    ]
    await expect(putFor(world(), customer, ...changes)).rejects.toEqual(refused)
    expect(await holdingRow(world(), customer, 'address')).toEqual(before)
    expect(await holdingRow(world(), customer, 'device-model')).not.toMatchObject({ updatedAt: minutesOn(1) })
    await putFor(world(), customer, holding('address', testAddress), changes[0] ?? {})
    const held = await world().db.select().from(holdings).where(eq(holdings.customerId, customer.subject))
    expect(held.map(({ field }) => field)).not.toContain('email')
    await lift(customer, 'address')
    await putFor(world(), customer, holding('address', 'Тараз қ.'))
    expect(await holdingRow(world(), customer, 'address')).not.toEqual(before)
  })

  it('an import leaves restricted values as they are, names each line that would change one, and takes the others', async () => {
    const [customer, other] = [await heldCustomer(world()), await heldCustomer(world())]
    await restrict(customer, 'address')
    const before = await holdingRow(world(), customer, 'address')
    const { lines, faults } = await take(
      world(),
      value(customer.reference, 'address', 'Тараз қ.'),
      value(other.reference, 'address', 'Тараз қ.'),
      value(customer.reference, 'address', testAddress, { obtainedVia: 'account-opening' }),
      value(customer.reference, 'address', 'Қонаев қ.'),
      value(customer.reference, 'salary', '500000'),
    )
    expect(lines).toMatchObject({ changed: 2, bad: 2 })
    const bad = (line: number) => ({ line, path: 'field', reason: 'holding.restricted' })
    expect(faults).toEqual([bad(1), bad(4)])
    expect(await holdingRow(world(), customer, 'address')).toEqual(before)
    expect(await holdingRow(world(), other, 'address')).toMatchObject({ obtainedVia: 'branch' })
    const again = await take(world(), value(customer.reference, 'address', 'Тараз қ.'))
    expect(again.faults).toEqual([bad(1)])
  })

  it('a restricted value opens to the customer and in no look, whose try is logged', async () => {
    const stage = await lookStage(world(), 1)
    const { agent, lookId } = await stage.running('data')
    const opening = { lookId, field: 'email', reason: 'Поштасын тексеру' }
    expect(await revealForLook(agent, opening)).toMatchObject({ value: 'gulsim@example.kz' })
    await restrict(stage.customer, 'email')
    await expect(revealForLook(agent, opening)).rejects.toEqual(refusal('forbidden'))
    expect((await actionsOf(world().db, { objectId: lookId })).at(-1)).toBe('look.value-refused')
    expect(await reveal(stage.customer, { field: 'email' })).toMatchObject({ value: 'gulsim@example.kz' })
  })

  it('the customer sees the data with the mark, and only the uses and recipients whose ground remains as live', async () => {
    const customer: FreshCustomer = await heldCustomer(world())
    const phone = async () => fieldIn(await listHoldings(customer), 'phone')
    const free = await phone()
    expect(free?.restriction).toBeNull()
    await restrict(customer, 'phone', ['court', 'law'])
    const view = await phone()
    expect(view).toMatchObject({
      held: { masked: free?.held?.masked, revealable: true },
      restriction: {
        since: customer.now,
        reason: 'customer-demanded',
        allowed: ['court', 'law'],
        by: 'system',
      },
    })
    for (const { basis, live } of [...(view?.uses ?? []), ...(view?.recipients ?? [])])
      if (basis !== 'law') expect(live).toBe(false)
    expect(view?.uses.some(({ basis }) => basis === 'contract')).toBe(true)
    expect(free?.uses.filter(({ live }) => live).map(({ basis }) => basis)).toContain('contract')
    const others = (await listHoldings(customer)).categories.flatMap(({ fields }) => fields)
    expect(others.filter(({ restriction }) => restriction).map(({ id }) => id)).toEqual(['phone'])
    expect((await listRecipients(customer)).restricted).toEqual([view?.title])
  })

  it('systems are told of a restriction and of its end, in that order for one field, in the feed and by deliveries', async () => {
    const customer = await heldCustomer(world())
    const { id, systemId } = await subscribe(world(), 'https://example.kz/restrictions', {
      types: ['restriction.set', 'restriction.lifted'],
    })
    const partner = await subscribe(world(), 'https://example.kz/partner', { recipient: 'zhetel-media' })
    await restrict(customer, 'phone', ['court', 'law'])
    await lift(customer, 'phone', secondsOn(5))
    await restrict(customer, 'address')
    await positionEvents(world().worker())
    const { events } = await readEvents(world().api(), {
      types: 'restriction.set,restriction.lifted',
      limit: 1000,
    })
    const mine = events.filter((event) => event.customer === customer.reference)
    expect(mine.map(({ type, data }) => ({ type, data }))).toEqual([
      {
        type: 'restriction.set',
        data: expect.objectContaining({
          field: 'phone',
          reason: 'customer-demanded',
          allowed: ['court', 'law'],
        }),
      },
      {
        type: 'restriction.lifted',
        data: expect.objectContaining({ field: 'phone', reason: 'customer-asked', allowed: [] }),
      },
      { type: 'restriction.set', data: expect.objectContaining({ field: 'address', allowed: ['court'] }) },
    ])
    const worker = at(world().worker(), secondsOn(9))
    const wanted = { subscriptionId: id, limit: 1000, leaseSeconds: 60 }
    const claimed = (await claimDeliveries(worker, wanted)).filter(
      ({ customerId }) => customerId === customer.subject,
    )
    expect(claimed.map(({ orderedBy, body }) => [orderedBy, body.type, body.data.data])).toEqual([
      ['field phone', 'restriction.set', mine[0]?.data],
      ['field address', 'restriction.set', mine[2]?.data],
    ])
    const made = await world().db.select().from(deliveries).where(eq(deliveries.customerId, customer.subject))
    expect(made.filter((one) => one.systemId === systemId)).toHaveLength(3)
    expect(made.filter((one) => one.systemId === partner.systemId)).toEqual([])
  })
})
