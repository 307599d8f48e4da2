import { afterAll, beforeAll, expect, it } from 'vitest'
import { resumeSession } from '#domain/sessions/resume-session.ts'
import { actionsOf } from '#testing/audit.ts'
import { type FreshCustomer, freshCustomer } from '#testing/customers.ts'
import { type Machine, type MachineKey, startMachine } from '#testing/machine.ts'
import { inSession, signIn } from '#testing/sign-in.ts'
import { onBothEngines, testNow } from '#testing/world.ts'

onBothEngines('the sign-in block of the machine API', (world) => {
  let machine: Machine
  let key: MachineKey
  beforeAll(async () => {
    machine = await startMachine(world())
    key = await machine.issueKey({ scopes: ['measures:take'] })
  })
  afterAll(() => machine.stop())

  const since = testNow.toISOString()
  const at = ({ reference }: FreshCustomer, noun: string) => `/customers/${reference}/${noun}`
  const block = (customer: FreshCustomer, json: unknown = { reason: 'phone-lost' }) =>
    machine.call(key, 'PUT', at(customer, 'sign-in-block'), { json })

  it('a block is put, put again and lifted, and each time the answer is how it stands', async () => {
    const customer = await freshCustomer(world())
    const session = await signIn(world(), customer.phone)
    for (const time of [1, 2])
      expect(await block(customer), String(time)).toMatchObject({
        status: 200,
        json: { blockedSince: since },
      })
    expect(await resumeSession(inSession(world(), session))).toBeNull()
    const client = machine.client(key)
    for (const time of [1, 2]) {
      const lifted = await client.unblockSignIn({ ref: customer.reference }, { reason: 'identity-confirmed' })
      expect(lifted, String(time)).toEqual({ blockedSince: null })
    }
    const actions = await actionsOf(world().db, { customerId: customer.subject, actorId: key.systemId })
    expect(actions.filter((action) => action.startsWith('sign-in.'))).toEqual([
      'sign-in.blocked',
      'sign-in.unblocked',
    ])
  })

  it('sessions are deleted, and there are none left to delete', async () => {
    const customer = await freshCustomer(world())
    const session = await signIn(world(), customer.phone)
    const end = () => machine.call(key, 'DELETE', `${at(customer, 'sessions')}?reason=suspected-fraud`)
    expect(await end()).toMatchObject({ status: 200, json: { endedAt: since } })
    expect(await resumeSession(inSession(world(), session))).toBeNull()
    expect(await end()).toMatchObject({ status: 200, json: { endedAt: null } })
  })

  it('an unknown customer is not found, a reason that does not fit is refused, and nothing is done', async () => {
    const customer = await freshCustomer(world())
    const before = await world().audited()
    const ghost = { ...customer, reference: 'C-nobody' }
    expect(await block(ghost)).toMatchObject({ status: 404 })
    for (const json of [{}, { reason: 'identity-confirmed' }, { reason: 'phone-lost', until: since }])
      expect(await block(customer, json)).toMatchObject({ status: 422 })
    for (const noun of ['sign-in-block', 'sessions', 'sessions?reason=identity-confirmed'])
      expect(await machine.call(key, 'DELETE', at(customer, noun))).toMatchObject({ status: 422 })
    expect(await world().audited()).toEqual(before)
  })
})
