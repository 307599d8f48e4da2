import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { fieldIn, holding, putFor } from '#testing/holdings.ts'
import { addSystems } from '#testing/imports.ts'
import { lookStage } from '#testing/looks.ts'
import { onBothEngines } from '#testing/world.ts'
import { contactDetails } from '../holdings/contact-details.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
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
})
