import { beforeAll, expect, it } from 'vitest'
import { searches } from '#db/schema/looks.ts'
import { nobody } from '#db/schema/roles.ts'
import { actionsOf } from '#testing/audit.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { type LookStage, lookStage } from '#testing/looks.ts'
import { onBothEngines, testIins } from '#testing/world.ts'
import { registerCustomer } from '../customers/register-customer.ts'
import { findCustomer } from './find-customer.ts'

onBothEngines('searching for a customer', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  it.each([
    ['reference', () => stage.reference],
    ['iin', () => testIins[0]],
    ['phone', () => '8 701 000 01 18'],
  ])('a search by the whole %s finds the customer, names them masked, and is logged', async (by, query) => {
    const agent = await world().signedInStaff()
    const { found } = await findCustomer(agent, { query: query() })
    expect(found).toMatchObject({ name: 'Орд•••••• Г•••••' })
    expect(found?.complaints.map((one) => one.reference)).toContain(stage.reference)
    const rows = await world().db.select().from(searches)
    const mine = rows.filter(({ staffId }) => staffId === agent.actor.staffId)
    expect(mine).toMatchObject([{ by, customerId: stage.customer.subject }])
    expect(JSON.stringify(mine)).not.toContain(testIins[0])
    expect(await actionsOf(world().db, { objectId: mine[0]?.id })).toEqual(['customer.found'])
  })

  it('a complaint’s number is found as people write it, and an IIN with spaces', async () => {
    const agent = await world().signedInStaff()
    const short = stage.reference.replace(/^Ш-2026-0*/, '')
    for (const query of [short, `№ ${short}.`, `Sh 2026 – ${short}`, '800101 100013'])
      expect((await findCustomer(agent, { query })).found, query).not.toBeNull()
  })

  it('a search by part of anything, or by a name, is refused', async () => {
    const agent = await world().signedInStaff()
    const partial = [
      'Ордабаева',
      testIins[0].slice(0, 8),
      '+7 701 000',
      stage.reference.slice(0, 6),
      '',
      'Ш-2026-%',
    ]
    for (const query of partial)
      await expect(findCustomer(agent, { query }), query).rejects.toEqual(refusal('invalid'))
    const { found } = await findCustomer(agent, { query: 'Ш-2026-99999' })
    expect(found).toBeNull()
  })

  it('a search by a number that several customers have finds none of them, says so, and is logged', async () => {
    const agent = await world().signedInStaff()
    const [one, other] = [await freshCustomer(world()), await freshCustomer(world())]
    const { reference, iin } = other
    await registerCustomer(world().system(), { reference, iin, phone: one.phone, locale: 'kk' })
    expect(await findCustomer(agent, { query: one.phone })).toEqual({ found: null, shared: true })
    expect(await findCustomer(agent, { query: iin })).toMatchObject({
      found: { complaints: [] },
      shared: false,
    })
    const rows = await world().db.select().from(searches)
    const mine = rows.filter(({ staffId }) => staffId === agent.actor.staffId)
    expect(mine.map(({ customerId }) => customerId)).toEqual([nobody, other.subject])
  })

  it('a search has its limit, and is for the desks alone', async () => {
    const agent = await world().signedInStaff()
    const tries = Array.from({ length: 31 }, () => findCustomer(agent, { query: 'Ш-2026-99999' }))
    const answers = await Promise.allSettled(tries)
    expect(answers.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: refusal('too-many') },
    ])
    for (const ctx of [stage.customer, world().worker(), await world().signedInStaff('administrator')])
      await expect(findCustomer(ctx, { query: stage.reference })).rejects.toEqual(refusal('forbidden'))
  })
})
