import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { at, secondsOn } from '#testing/clock.ts'
import { fieldIn, heldCustomer, holding, holdingRow, putFor, testAddress } from '#testing/holdings.ts'
import { addSystems, outcomeOf, send, take, value } from '#testing/imports.ts'
import { lookStage } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import { contactDetails } from '../holdings/contact-details.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { runImportChunk } from '../imports/run-import-chunk.ts'
import { openPage } from '../looks/open-page.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { putRestriction } from './put-restriction.ts'

onBothEngines('what is held in a restricted field', (world) => {
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await addSystems(world())
  })

  const restrict = ({ subject }: { subject: string }, field: string) =>
    putRestriction(world().system(subject), {
      ...{ field, reason: 'breach-alleged', allowed: ['court'], evidence: 'BR-1' },
    })

  it('is hidden whole in a look, whatever the policy shows of it, and the customer sees it as before', async () => {
    const { customer, running } = await lookStage(world(), 1)
    await putFor(world(), customer, holding('device-model', 'Galaxy A55'))
    const { agent, lookId } = await running('data', 'settings')
    const [data, settings] = [
      (await openPage(agent, { lookId, page: 'data' })).ctx,
      (await openPage(agent, { lookId, page: 'settings' })).ctx,
    ]
    const names = ['device-model', 'full-name', 'phone']
    const heldIn = async (ctx: Parameters<typeof listHoldings>[0]) => {
      const view = await listHoldings(ctx)
      return names.map((name) => fieldIn(view, name)?.held?.masked)
    }
    const before = await heldIn(data)
    expect(before[0]).toBe('Galaxy A55')
    for (const name of names) await restrict(customer, name)
    expect(await heldIn(data)).toEqual(names.map(() => '••••••••'))
    expect((await listHoldings(data)).phone).toBe('••••••••')
    expect(await contactDetails(settings)).toMatchObject({
      ...{ phone: '••••••••', email: 'g••••@••••.kz' },
    })
    expect(await heldIn(customer)).toEqual(before)
    expect((await contactDetails(customer)).phone).toBe(before[2])
  })

  it('stays when an import was planned before the restriction and is written after it', async () => {
    const customer = await heldCustomer(world())
    const filler = Array.from({ length: 4000 }, () => value(customer.reference, 'salary', '8'))
    const { id } = await send(world().system(), [...filler, value(customer.reference, 'salary', '999')])
    const worker = at(world().worker(), secondsOn(1))
    const first = await runImportChunk(worker, { lookAhead: true })
    expect(first?.ahead).not.toBeNull()
    const before = await holdingRow(world(), customer, 'salary')
    await restrict(customer, 'salary')
    expect(await runImportChunk(at(worker, secondsOn(3)), { after: first })).toMatchObject({ done: true })
    expect(await holdingRow(world(), customer, 'salary')).toEqual(before)
    const { lines, faults } = await outcomeOf(world(), id)
    expect(lines).toMatchObject({ changed: 1, bad: 1 })
    expect(faults).toEqual([{ line: 4001, path: 'field', reason: 'holding.restricted' }])
  })

  it('stays as it is when the same value comes again with another time or way, and another amount is refused', async () => {
    const customer = await heldCustomer(world())
    await restrict(customer, 'address')
    await restrict(customer, 'operations')
    const before = await holdingRow(world(), customer, 'address')
    const again = { obtainedAt: '2026-11-19T10:00:00+05:00', obtainedVia: 'branch' }
    await putFor(world(), customer, holding('address', testAddress, again))
    const { lines, faults } = await take(
      world(),
      value(customer.reference, 'address', testAddress, again),
      value(customer.reference, 'operations', '12 400 ₸', { quantity: 313 }),
    )
    expect(lines).toMatchObject({ changed: 0, unchanged: 1, bad: 1 })
    expect(faults).toEqual([{ line: 2, path: 'field', reason: 'holding.restricted' }])
    expect(await holdingRow(world(), customer, 'address')).toEqual(before)
  })
})
