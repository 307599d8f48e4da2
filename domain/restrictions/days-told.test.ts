import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { at, daysOn } from '#testing/clock.ts'
import type { FreshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { fieldIn, heldCustomer } from '#testing/holdings.ts'
import { addCoreBanking } from '#testing/restrictions.ts'
import { insertSystem } from '#testing/system-rows.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import type { Ctx } from '../context.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { listSilentSystems } from './list-silent-systems.ts'
import { putRestriction } from './put-restriction.ts'
import { reportReads } from './report-reads.ts'

/** The day of `testNow`, and those after it. */
const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'] as const

onBothEngines('the days that are told of', (world) => {
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await addCoreBanking(world())
    for (const id of ['early', 'ancient', 'holey', 'running'])
      await insertSystem(world().db, id, testNow, { kk: id, ru: id, en: id })
  })

  const restrict = (customer: FreshCustomer) =>
    putRestriction(world().system(customer.subject), {
      ...{ field: 'address', reason: 'customer-demanded', allowed: ['court'], evidence: 'BR-1' },
    })
  const reporter = (id: string): Ctx =>
    world().ctx({ kind: 'system', systemId: id, scopes: ['restrictions:report'] })
  const silent = async (now: Date) => {
    const officer = at(await world().signedInStaff('officer'), now)
    return (await listSilentSystems(officer)).map(({ id }) => id)
  }
  const dayFault = (key: string) => refusal('invalid', { issues: [{ path: 'day', key }] })

  it('a day before the first restriction is no report, but the day that was over can always be told', async () => {
    const early = reporter('early')
    expect(await reportReads(at(early, testNow), { day: '2026-11-19', reads: [] })).toMatchObject({
      told: true,
    })
    const before = await world().audited()
    const old = { day: '2006-11-20', reads: [] }
    await expect(reportReads(at(early, testNow), old)).rejects.toEqual(dayFault('restriction.day-before'))
    await restrict(await heldCustomer(world()))
    const ancient = at(reporter('ancient'), daysOn(2))
    const audited = await world().audited()
    for (const day of ['2006-11-20', '2026-11-19'])
      await expect(reportReads(ancient, { day, reads: [] })).rejects.toEqual(
        dayFault('restriction.day-before'),
      )
    expect(await world().audited()).toEqual(audited)
    expect(audited).not.toEqual(before)
    expect(await silent(daysOn(2))).not.toContain('ancient')
    expect(await reportReads(ancient, { day: days[0], reads: [] })).toMatchObject({ told: true })
    expect(await silent(daysOn(2))).not.toContain('ancient')
  })

  it('data are unused up to the last day before the first that was not told', async () => {
    const customer = await heldCustomer(world())
    await restrict(customer)
    const holey = reporter('holey')
    const tell = (day: number, now = day + 1) =>
      reportReads(at(holey, daysOn(now)), { day: days[day], reads: [] })
    // The others that report have told of all days.
    for (const id of ['early', 'ancient'])
      for (const day of days) await reportReads(at(reporter(id), daysOn(5)), { day, reads: [] })
    const until = async () =>
      fieldIn(await listHoldings(at(customer, daysOn(5))), 'address')?.restriction?.use.reportedUntil
    for (const nth of [0, 2, 3]) await tell(nth)
    expect(await until()).toBe(days[0])
    await tell(1, 5)
    expect(await until()).toBe(days[3])
    await tell(4)
    expect(await until()).toBe(days[4])
  })

  it('only a day that is over can be told whole', async () => {
    const running = at(reporter('running'), daysOn(1))
    const audited = await world().audited()
    await expect(reportReads(running, { day: days[1], reads: [] })).rejects.toEqual(
      dayFault('restriction.day-running'),
    )
    expect(await world().audited()).toEqual(audited)
    expect(await reportReads(running, { day: days[1], reads: [], complete: false })).toEqual({
      ...{ added: 0, told: false },
    })
  })
})
