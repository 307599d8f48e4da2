import { and, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { restrictionReads, restrictionReports } from '#db/schema/restrictions.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { at, daysOn } from '#testing/clock.ts'
import { type FreshCustomer, freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { fieldIn, heldCustomer } from '#testing/holdings.ts'
import { addCoreBanking } from '#testing/restrictions.ts'
import { insertSystem } from '#testing/system-rows.ts'
import { subscribe } from '#testing/systems.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listActivity } from '../activity/list-activity.ts'
import type { Ctx } from '../context.ts'
import { positionEvents } from '../events/position-events.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { endRestriction } from './end-restriction.ts'
import { listSilentSystems } from './list-silent-systems.ts'
import { putRestriction } from './put-restriction.ts'
import { reportReads } from './report-reads.ts'

/** The day of `testNow`, and those after it. */
const [first, second, third, fourth] = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'] as const

onBothEngines('reports of what was read', (world) => {
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await addCoreBanking(world())
  })

  const restrict = (customer: FreshCustomer, field = 'address') =>
    putRestriction(world().system(customer.subject), {
      ...{ field, reason: 'customer-demanded', allowed: ['court', 'law'], evidence: 'BR-1' },
    })
  const line = (customer: FreshCustomer, more: object = {}) => ({
    ...{ customer: customer.reference, field: 'address', purpose: 'legal-duties', ground: 'law', count: 2 },
    ...more,
  })
  /** A system of one test's own. */
  const reporter = async (id: string): Promise<Ctx> => {
    await insertSystem(world().db, id, testNow, { kk: `${id} жүйесі`, ru: id, en: id })
    return world().ctx({ kind: 'system', systemId: id, scopes: ['restrictions:report'] })
  }
  const told = async (customer: FreshCustomer, now: Date, field = 'address') =>
    fieldIn(await listHoldings(at(customer, now)), field)?.restriction?.use
  const rowsOf = ({ subject }: FreshCustomer) =>
    world().db.select().from(restrictionReads).where(eq(restrictionReads.customerId, subject))

  it('a report of nothing read is a day told, and the same again changes nothing', async () => {
    const ctx = at(await reporter('idle'), daysOn(1))
    expect(await reportReads(ctx, { day: first, reads: [] })).toEqual({ added: 0, told: true })
    const before = await world().audited()
    expect(await reportReads(at(ctx, daysOn(2)), { day: first, reads: [] })).toEqual({ added: 0, told: true })
    expect(await world().audited()).toEqual(before)
    const own = eq(restrictionReports.systemId, 'idle')
    expect(await world().db.select().from(restrictionReports).where(own)).toEqual([
      { systemId: 'idle', day: first, reportedAt: daysOn(1) },
    ])
  })

  it('a day told in parts counts once its last part has come, in whichever order the same lines are sent again', async () => {
    const customer = await freshCustomer(world())
    await restrict(customer)
    const ctx = at(await reporter('parts'), daysOn(1))
    const [one, other] = [line(customer), line(customer, { ground: 'court', count: 1 })]
    expect(await reportReads(ctx, { day: first, reads: [one], complete: false })).toEqual({
      ...{ added: 1, told: false },
    })
    expect(await reportReads(ctx, { day: first, reads: [other, one] })).toEqual({ added: 1, told: true })
    expect(await reportReads(ctx, { day: first, reads: [one, other] })).toEqual({ added: 0, told: true })
    expect((await rowsOf(customer)).map(({ ground, count }) => [ground, count]).sort()).toEqual([
      ['court', 1],
      ['law', 2],
    ])
    const audited = await auditOf(world().db, { customerId: customer.subject, action: 'restriction.read' })
    expect(audited.map(({ actorId, detail }) => ({ actorId, detail }))).toEqual([
      { actorId: 'parts', detail: { field: 'address', day: first, ground: 'law', count: 2 } },
      { actorId: 'parts', detail: { field: 'address', day: first, ground: 'court', count: 1 } },
    ])
    const { entries } = await listActivity(customer, { kind: 'data' })
    expect(entries.map(({ action, by, code }) => [action, by, code])).toContainEqual([
      'restriction.read',
      'bank-system',
      'law',
    ])
  })

  it('two that send the same report at once write it once', async () => {
    const customer = await freshCustomer(world())
    await restrict(customer)
    const ctx = at(await reporter('twins'), daysOn(1))
    const results = await Promise.all(
      [0, 1, 2].map(() => reportReads(ctx, { day: first, reads: [line(customer)] })),
    )
    expect(results.map(({ added }) => added).sort()).toEqual([0, 0, 1])
    expect(await rowsOf(customer)).toHaveLength(1)
  })

  it('a report is refused whole with every line at fault, and changes nothing', async () => {
    const [customer, free] = [await freshCustomer(world()), await freshCustomer(world())]
    await restrict(customer)
    const ctx = at(await reporter('faulty'), daysOn(1))
    await reportReads(ctx, { day: first, reads: [line(customer)], complete: false })
    const before = await world().audited()
    const reads = [
      line(customer, { ground: 'court' }),
      line(customer, { customer: 'nobody' }),
      line(free),
      line(customer, { field: 'email' }),
      line(customer, { count: 3 }),
    ]
    const issues = [
      { path: 'reads.1.customer', key: 'import.customer-unknown' },
      { path: 'reads.2.field', key: 'restriction.not-restricted' },
      { path: 'reads.3.field', key: 'restriction.not-restricted' },
      { path: 'reads.4.count', key: 'restriction.other-count' },
    ]
    await expect(reportReads(ctx, { day: first, reads })).rejects.toEqual(refusal('invalid', { issues }))
    const shapes = [
      [{ day: second, reads: [] }, 'day'],
      [{ day: '20.11.2026', reads: [] }, 'day'],
      [{ day: first, reads: [line(customer, { field: 'soul' })] }, 'reads.0.field'],
      [{ day: first, reads: [line(customer, { purpose: 'fun' })] }, 'reads.0.purpose'],
      [{ day: first, reads: [line(customer, { ground: 'consent' })] }, 'reads.0.ground'],
      [{ day: first, reads: [line(customer, { count: 0 })] }, 'reads.0.count'],
      [{ day: first, reads: [line(customer), line(customer, { count: 3 })] }, 'reads.1.field'],
      [{ day: first }, 'reads'],
      [{ day: first, reads: Array.from({ length: 1001 }, () => line(customer)) }, 'reads'],
    ] as const
    for (const [wrong, path] of shapes)
      await expect(reportReads(at(ctx, testNow), wrong), path).rejects.toEqual(
        refusal('invalid', { issues: expect.arrayContaining([expect.objectContaining({ path })]) }),
      )
    expect(await world().audited()).toEqual(before)
    expect(await rowsOf(customer)).toHaveLength(1)
  })

  it('a read on the day a restriction was lifted is taken, one of a later day is not', async () => {
    const customer = await freshCustomer(world())
    await restrict(customer)
    await endRestriction(at(world().system(customer.subject), daysOn(1)), {
      ...{ field: 'address', reason: 'customer-asked', evidence: 'BR-2' },
    })
    const ctx = at(await reporter('late'), daysOn(9))
    expect(await reportReads(ctx, { day: second, reads: [line(customer)] })).toMatchObject({ added: 1 })
    await expect(reportReads(ctx, { day: third, reads: [line(customer)] })).rejects.toEqual(
      refusal('invalid', { issues: [{ path: 'reads.0.field', key: 'restriction.not-restricted' }] }),
    )
  })

  it('the customer reads that data are unused as far as reports go, then by whom they were used, and who is silent', async () => {
    const customer = await heldCustomer(world())
    const { systemId } = await subscribe(world(), 'https://example.kz/told', {
      systemId: 'told',
      name: { kk: 'Хабар алған жүйе', ru: 'Оповещённая', en: 'Told' },
      types: ['restriction.set'],
    })
    await restrict(customer)
    await positionEvents(world().worker())
    const ctx = world().ctx({ kind: 'system', systemId, scopes: ['restrictions:report'] })
    const mine = async (now: Date) => {
      const use = await told(customer, now)
      return use && { ...use, silent: use.silent.filter(({ system }) => system === 'Хабар алған жүйе') }
    }
    expect(await mine(testNow)).toMatchObject({ uses: [], unusedSince: first, silent: [] })
    expect(await mine(daysOn(1))).toMatchObject({ silent: [] })
    expect(await mine(daysOn(2))).toMatchObject({
      reportedUntil: null,
      silent: [{ system: 'Хабар алған жүйе', missing: 2, lastDay: null }],
    })
    for (const day of [first, second]) await reportReads(at(ctx, daysOn(2)), { day, reads: [] })
    expect(await mine(daysOn(2))).toMatchObject({ unusedSince: first, silent: [] })
    const reads = [line(customer, { count: 3 }), line(customer, { ground: 'none', count: 1 })]
    await reportReads(at(ctx, daysOn(3)), { day: third, reads })
    expect(await mine(daysOn(3))).toMatchObject({
      uses: [
        { system: 'Хабар алған жүйе', ground: 'law', count: 3, lastDay: third },
        { system: 'Хабар алған жүйе', ground: 'none', count: 1, lastDay: third },
      ],
      unusedSince: fourth,
      silent: [],
    })
    expect(await mine(daysOn(5))).toMatchObject({
      silent: [{ system: 'Хабар алған жүйе', missing: 2, lastDay: third }],
    })
    const other = await heldCustomer(world())
    await restrict(other)
    expect((await told(other, daysOn(3)))?.uses).toEqual([])
  })

  it('an officer reads which systems are silent, since their first report or since they hear of restrictions', async () => {
    const customer = await freshCustomer(world())
    await restrict(customer)
    await subscribe(world(), 'https://example.kz/hears', { systemId: 'hears', types: ['restriction.set'] })
    await subscribe(world(), 'https://example.kz/deaf', { systemId: 'deaf', types: ['consent.decided'] })
    const ctx = await reporter('begun')
    for (const day of [first, third]) await reportReads(at(ctx, daysOn(3)), { day, reads: [] })
    const officer = world().staff(customer.subject, 'officer')
    const silent = async (now: Date) =>
      (await listSilentSystems(at(officer, now))).filter(({ id }) => ['hears', 'deaf', 'begun'].includes(id))
    expect(await silent(daysOn(1))).toEqual([])
    expect(await silent(daysOn(2))).toMatchObject([{ id: 'hears', missing: 2, lastDay: null }])
    expect(await silent(daysOn(4))).toMatchObject([
      { id: 'hears', missing: 4, lastDay: null },
      { id: 'begun', missing: 2, lastDay: third },
    ])
    const hears = world().ctx({ kind: 'system', systemId: 'hears', scopes: ['restrictions:report'] })
    for (const day of [first, second, third]) await reportReads(at(hears, daysOn(4)), { day, reads: [] })
    expect(await silent(daysOn(4))).toMatchObject([{ id: 'begun', missing: 2 }])
    for (const other of [world().staff(customer.subject, 'supervisor'), customer, hears])
      await expect(listSilentSystems(other)).rejects.toEqual(refusal('forbidden'))
  })

  it('reports are for systems, and each is in the name of its own', async () => {
    const customer = await freshCustomer(world())
    await restrict(customer)
    const input = { day: first, reads: [line(customer)] }
    const keyless = world().ctx({ kind: 'system', systemId: 'core-banking', scopes: ['restrictions:put'] })
    for (const ctx of [keyless, customer, world().staff(customer.subject, 'officer'), world().worker()])
      await expect(reportReads(ctx, input)).rejects.toEqual(refusal('forbidden'))
    await reportReads(at(await reporter('one'), daysOn(1)), input)
    await reportReads(at(await reporter('two'), daysOn(1)), input)
    expect((await rowsOf(customer)).map(({ systemId }) => systemId).sort()).toEqual(['one', 'two'])
    const own = and(eq(restrictionReads.customerId, customer.subject))
    for (const change of [
      world().db.update(restrictionReads).set({ count: 1 }).where(own),
      world().db.delete(restrictionReads).where(own),
      world().db.delete(restrictionReports),
    ])
      await expect(change).rejects.toMatchObject({ cause: { code: '42501' } })
  })
})
