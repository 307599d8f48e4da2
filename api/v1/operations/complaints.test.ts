import { afterAll, beforeAll, expect, it } from 'vitest'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { freshCustomer } from '#testing/customers.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { onBothEngines } from '#testing/world.ts'

onBothEngines('the complaints of the machine API', (world) => {
  let machine: Machine
  let key: MachineKey
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    machine = await startMachine(world())
    key = await machine.issueKey({ scopes: ['complaints:enter'] })
  })
  afterAll(() => machine.stop())

  const json = {
    ...{ id: 'IN-2026/4471', channel: 'letter', receivedOn: '2026-10-16', locale: 'kk' },
    text: 'Бас тартқаннан кейін де жарнамалық SMS келіп жатыр.',
  }
  const enter = (reference: string, rest: object = {}, headers: Record<string, string> = {}) =>
    machine.call(key, 'POST', `/customers/${reference}/complaints`, { json: { ...json, ...rest }, headers })

  it('a letter is entered, entered again, and refused with other content under its id', async () => {
    const customer = await freshCustomer(world())
    const first = await enter(customer.reference)
    expect(first).toMatchObject({ status: 201, json: { dueOn: '2026-11-15', late: true } })
    const { complaint } = first.json as { complaint: string }
    expect(await showComplaint(customer, { caseId: complaint })).toMatchObject({ channel: 'letter' })
    expect(await enter(customer.reference)).toMatchObject({ status: 201, json: first.json })
    const other = await enter(customer.reference, { receivedOn: '2026-10-17' })
    expect(other).toMatchObject({ status: 422, json: { errors: [{ path: 'id' }] } })
    const entered = { customerId: customer.subject, action: 'complaint.entered' } as const
    expect(await auditOf(world().db, entered)).toMatchObject([
      { actorKind: 'system', actorId: key.systemId, objectId: complaint },
    ])
  })

  it('an `Idempotency-Key` gives the same answer again, and is refused for another entry', async () => {
    const customer = await freshCustomer(world())
    const once = { 'idempotency-key': 'letter-1' }
    const first = await enter(customer.reference, {}, once)
    expect(await enter(customer.reference, {}, once)).toMatchObject({ status: 201, json: first.json })
    expect(await enter(customer.reference, { id: 'IN-2' }, once)).toMatchObject({ status: 409 })
  })

  it('a complaint of somebody who is no customer is not found, and nothing is kept', async () => {
    const before = await world().audited()
    expect(await enter('C-nobody')).toMatchObject({ status: 404 })
    expect(await world().audited()).toEqual(before)
  })
})
