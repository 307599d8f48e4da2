import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PutRestrictionBody } from '#clients/typescript/client.ts'
import { decide } from '#domain/consents/decide.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { actionsOf } from '#testing/audit.ts'
import { freshCustomer } from '#testing/customers.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

onBothEngines('the restrictions of the machine API', (world) => {
  let machine: Machine
  let key: MachineKey
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    machine = await startMachine(world())
    key = await machine.issueKey({})
  })
  afterAll(() => machine.stop())

  const said: PutRestrictionBody = {
    reason: 'customer-demanded',
    allowed: ['law', 'court'],
    evidence: 'BR-17/2026-118',
  }
  const lifting = { reason: 'customer-asked', evidence: 'BR-17/2026-131' } as const
  const day = testNow.toISOString().slice(0, 10)

  it('a field is restricted, listed, refused to a check, reported and lifted', async () => {
    const customer = await freshCustomer(world())
    await decide(customer, { consent: 'marketing-sms', outcome: 'given', previousId: null })
    const client = machine.client(key)
    const ref = customer.reference
    const restricted = { field: 'phone', since: testNow.toISOString(), ...said, allowed: ['court', 'law'] }
    const { evidence: _, ...shown } = restricted
    for (const time of [1, 2])
      expect(await client.putRestriction({ ref, field: 'phone' }, said), String(time)).toEqual(shown)
    expect(await client.listRestrictions({ ref })).toEqual({ restrictions: [shown] })
    const { answers } = await client.checkConsents({ pairs: [{ customer: ref, consent: 'marketing-sms' }] })
    expect(answers).toMatchObject([
      { allowed: false, reason: 'restricted', restricted: [{ field: 'phone', allowed: ['court', 'law'] }] },
    ])
    const read = { customer: ref, field: 'phone', purpose: 'legal-duties', ground: 'law', count: 2 } as const
    const running = { day, reads: [read], complete: false }
    expect(await client.reportReads(running)).toEqual({ added: 1, told: false })
    expect(await client.reportReads(running)).toEqual({ added: 0, told: false })
    const lifted = await client.endRestriction({ ref, field: 'phone' }, lifting)
    expect(lifted).toEqual({ liftedAt: testNow.toISOString() })
    expect(await client.listRestrictions({ ref })).toEqual({ restrictions: [] })
    const own = { customerId: customer.subject, actorId: key.systemId }
    expect((await actionsOf(world().db, own)).filter((action) => action.startsWith('restriction.'))).toEqual([
      'restriction.set',
      'restriction.read',
      'restriction.lifted',
    ])
  })

  it('an unknown customer is not found, another ground is locked, and what is at fault is refused and named', async () => {
    const customer = await freshCustomer(world())
    const path = (ref: string, field: string) => `/customers/${ref}/restrictions/${field}`
    const put = (ref: string, field: string, json: unknown) =>
      machine.call(key, 'PUT', path(ref, field), { json })
    expect(await put('C-nobody', 'phone', said)).toMatchObject({ status: 404 })
    expect(await put(customer.reference, 'soul', said)).toMatchObject({ status: 422 })
    expect(await put(customer.reference, 'phone', said)).toMatchObject({ status: 200 })
    expect(await put(customer.reference, 'phone', { ...said, allowed: [] })).toMatchObject({ status: 423 })
    const nothing = path(customer.reference, 'email')
    expect(await machine.call(key, 'DELETE', nothing)).toMatchObject({ status: 422 })
    const query = 'reason=customer-asked&evidence=BR-1'
    expect(await machine.call(key, 'DELETE', `${nothing}?${query}`)).toMatchObject({
      ...{ status: 200, json: { liftedAt: null } },
    })
    const json = { day, reads: [{ ...{ customer: customer.reference, field: 'email' }, count: 1 }] }
    expect(await machine.call(key, 'POST', '/restrictions/reads', { json })).toMatchObject({ status: 422 })
    const value = { field: 'phone', value: customer.phone, obtainedVia: 'app' }
    expect(
      await machine.call(key, 'PUT', `/customers/${customer.reference}/holdings`, {
        json: { holdings: [value] },
      }),
    ).toMatchObject({ status: 422, json: { errors: [{ path: 'holdings.0.field' }] } })
  })
})
