import { beforeAll, expect, it } from 'vitest'
import { consentsByRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { invalidAt, refusal } from '#testing/expect.ts'
import {
  anywhere,
  decideOn,
  deliveriesOf,
  feedEnd,
  publish,
  type SystemsStage,
  subscribe,
  systemsStage,
} from '#testing/systems.ts'
import { onBothEngines } from '#testing/world.ts'
import { positionEvents } from '../events/position-events.ts'
import { keyScopes } from '../permissions.ts'
import { addSubscription } from './add-subscription.ts'
import { addSystem } from './add-system.ts'
import { changeSubscription } from './change-subscription.ts'
import { issueKey } from './issue-key.ts'
import { listPartners } from './partners.ts'
import { showSystem } from './show-system.ts'

const url = 'https://partner.example.kz/hook'
const name = { kk: 'Серіктес', ru: 'Партнёр', en: 'Partner' }
const partner = 'unqaghaz'
/** The consents that name the partner. */
const named = ['marketing-sms', 'marketing-push']

onBothEngines('a partner’s system', (world) => {
  let stage: SystemsStage
  beforeAll(async () => {
    stage = await systemsStage(world())
    await publish(world())
  })

  it('a partner is whom a consent names: others have no systems', async () => {
    const partners = listPartners(stage.administrator)
    expect((await partners).map(({ id }) => id)).toEqual(Object.keys(consentsByRecipient(catalogue())))
    for (const recipient of ['nobody', 'state-bodies', ''])
      await expect(addSystem(stage.administrator, { id: 'never', name, recipient })).rejects.toEqual(
        invalidAt('recipient', 'system.recipient'),
      )
    await expect(addSystem(stage.administrator, { id: 'never', name })).rejects.toEqual(
      invalidAt('recipient', 'system.recipient'),
    )
    await expect(listPartners(stage.officer)).rejects.toEqual(refusal('forbidden'))
  })

  it('a partner’s system can subscribe to consents that name the partner alone, and without any named to those', async () => {
    const systemId = await stage.system(partner)
    const wanted = { systemId, url, types: ['consent.decided'], consents: ['marketing-sms'] }
    const add = (rest: object) => addSubscription(stage.administrator, { ...wanted, ...rest }, anywhere)
    for (const consents of [['marketing-email'], ['marketing-sms', 'marketing-email']])
      await expect(add({ consents })).rejects.toEqual(invalidAt('consents', 'system.partner-consents'))
    for (const types of [['complaint.filed'], ['consent.decided', 'look.ended']])
      await expect(add({ types })).rejects.toEqual(invalidAt('types', 'system.partner-types'))
    const { subscriptionId } = await add({ consents: null })
    const view = await showSystem(stage.officer, { systemId })
    expect(view.partner).toMatchObject({ id: partner })
    expect(view.subscriptions.map(({ consents }) => consents?.map(({ id }) => id))).toEqual([named])
    expect(view.choices.consents.map(({ id }) => id)).toEqual(named)
    expect(view.choices.types).toEqual(['consent.decided', 'consent.expired'])
    await expect(
      changeSubscription(
        stage.administrator,
        { subscriptionId, url, types: ['consent.decided'], consents: ['marketing-calls'] },
        anywhere,
      ),
    ).rejects.toEqual(invalidAt('consents', 'system.partner-consents'))
  })

  it('a partner’s key neither reads the feed of all customers, touches restrictions nor answers tasks', async () => {
    const systemId = await stage.system(partner)
    const issue = (scopes: string[]) => issueKey(stage.administrator, { systemId, scopes, days: 30 })
    const refused = [
      'events:read',
      'records:send',
      'restrictions:check',
      'restrictions:put',
      'restrictions:report',
      'tasks:answer',
    ]
    for (const scope of refused)
      await expect(issue(['consents:check', scope])).rejects.toEqual(
        invalidAt('scopes', 'system.partner-scopes'),
      )
    await issue(['consents:check', 'deliveries:confirm'])
    const { choices } = await showSystem(stage.officer, { systemId })
    expect(choices.scopes).toEqual(keyScopes.filter((scope) => !refused.includes(scope)))
  })

  it('a partner whom the policy no longer names hears of no yes, but of each no', async () => {
    const [dropped, kept] = await Promise.all(
      ['zhetel-media', partner].map(async (recipient) =>
        subscribe(world(), url, {
          systemId: await stage.system(recipient),
          madeUpTo: await feedEnd(world()),
          consents: ['marketing-push'],
        }),
      ),
    )
    const customer = await world().customer(3)
    const given = await decideOn(customer, 'marketing-push', 'given')
    const withdrawn = await decideOn(customer, 'marketing-push', 'withdrawn', given)
    while ((await positionEvents(world().worker())).more);
    const told = async (of = kept) => of && (await deliveriesOf(world(), of)).map(({ objectId }) => objectId)
    expect(await told(kept)).toEqual([given, withdrawn])
    expect(await told(dropped)).toEqual([withdrawn])
  })
})
