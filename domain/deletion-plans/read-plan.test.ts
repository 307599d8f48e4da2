import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { at, daysOn } from '#testing/clock.ts'
import { give } from '#testing/consents.ts'
import { freshCustomer } from '#testing/customers.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { onBothEngines } from '#testing/world.ts'
import { decide } from '../consents/decide.ts'
import { putObligation } from '../holdings/put-obligation.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { prepareRequest } from '../requests/prepare-request.ts'

onBothEngines('what a deletion would do', (world) => {
  beforeAll(() => publishPolicy(at(world().worker(), daysOn(-500)), catalogue()))

  /** A customer of whom a kind of data is held by consent, one past its retention, and one that law and contract keep. */
  async function held() {
    const ctx = { ...(await freshCustomer(world())), locale: 'en' } as const
    const old = daysOn(-400).toISOString()
    await putFor(
      world(),
      ctx,
      holding('location', 'Almaty', { quantity: 186 }),
      holding('address', 'Shymkent'),
      holding('search-history', 'ATM', { obtainedAt: old }),
      holding('ip-address', '203.0.113.7'),
    )
    return ctx
  }
  const planOf = async (ctx: Parameters<typeof prepareRequest>[0], about?: object) =>
    (await prepareRequest(ctx, { kind: 'deletion', about })).plan

  it('says of each kind of data held whether it goes or stays, by which article and until when', async () => {
    const ctx = await held()
    const plan = await planOf(ctx)
    const fates = new Map(plan?.fates.map((fate) => [fate.field, fate]))
    expect([...fates.keys()]).toEqual(['address', 'location', 'search-history', 'ip-address'])
    expect(fates.get('location')).toMatchObject({ fate: 'erased', quantity: 186, grounds: [], consent: null })
    expect(fates.get('location')?.title).toBe('Location')
    expect(fates.get('search-history')).toMatchObject({ fate: 'erased', retention: null })
    const [contract, law] = fates.get('address')?.grounds ?? []
    expect(contract).toMatchObject({ citation: 'Digital Code, art.\u00a041' })
    expect(law?.purposes).toContain('Meeting legal duties')
    expect(fates.get('address')).toMatchObject({
      until: null,
      retention: 'kept until replaced by a newer value',
      untilReplaced: true,
    })
    expect(fates.get('ip-address')).toMatchObject({ fate: 'kept', until: '2027-11-20', untilReplaced: false })
    expect(plan?.backups?.until).toBe('2026-12-25')
  })

  it('a request about one kind of data shows the fate of that one alone', async () => {
    const ctx = await held()
    const fieldsOf = async (about: object) => (await planOf(ctx, about))?.fates.map(({ field }) => field)
    expect(await fieldsOf({ kind: 'field', id: 'location' })).toEqual(['location'])
    expect(await fieldsOf({ kind: 'consent', id: 'device-location' })).toEqual(['location'])
    expect(await fieldsOf({ kind: 'field', id: 'email' })).toEqual([])
    expect((await prepareRequest(ctx, { kind: 'information' })).plan).toBeNull()
  })

  it('names the consent that is still on and the contracts that are open, and nothing of another customer', async () => {
    const [ctx, other] = [await held(), await held()]
    await decide(ctx, give('device-location'))
    await putObligation(world().system(ctx.subject), {
      kind: 'loan',
      contract: 'ҚШ-118',
      openedOn: '2025-01-09',
    })
    const plan = await planOf(ctx, { kind: 'field', id: 'location' })
    expect(plan?.fates[0]?.consent?.id).toBe('device-location')
    expect(plan?.contracts).toEqual(['ҚШ-118'])
    expect((await planOf(other))?.contracts).toEqual([])
  })
})
