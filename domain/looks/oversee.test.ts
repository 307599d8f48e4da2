import { beforeAll, expect, it } from 'vitest'
import { at, hoursOn, minutesOn } from '#testing/clock.ts'
import { freshCustomer } from '#testing/customers.ts'
import { refusal } from '#testing/expect.ts'
import { type LookStage, lookStage, review } from '#testing/looks.ts'
import { askedMeasure } from '#testing/measures.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { answerLook } from './answer-look.ts'
import { approveLook } from './approve-look.ts'
import { askForLook } from './ask-for-look.ts'
import { countUrgent } from './count-urgent.ts'
import { endLook } from './end-look.ts'
import { findCustomer } from './find-customer.ts'
import { openPage } from './open-page.ts'
import { oversee } from './oversee.ts'
import { reviewLook } from './review-look.ts'
import { searchesThatAlert } from './search-alerts.ts'
import { showDeskLook } from './show-desk-look.ts'
import { startLook } from './start-look.ts'

onBothEngines('overseeing looks', (world) => {
  let stage: LookStage

  beforeAll(async () => {
    stage = await lookStage(world())
  })

  it('overseeing looks is for supervisors and officers alone', async () => {
    const others = [
      stage.customer,
      world().worker(),
      await world().signedInStaff(),
      await world().signedInStaff('administrator'),
    ]
    for (const ctx of others)
      for (const verb of [oversee, countUrgent]) await expect(verb(ctx)).rejects.toEqual(refusal('forbidden'))
  })

  it('a look without leave is shown for oversight until it is approved, ended and gone over', async () => {
    const [supervisor, officer] = [
      await world().signedInStaff('supervisor'),
      await world().signedInStaff('officer'),
    ]
    const agent = await world().signedInStaff()
    const urgent = await countUrgent(officer)
    const { lookId } = await askForLook(agent, stage.wanted({ kind: 'break-glass' }))
    const seen = async () => {
      const { awaitingApproval, underWay, awaitingReview } = await oversee(officer)
      const lists = { awaitingApproval, underWay, awaitingReview }
      return Object.entries(lists).flatMap(([name, all]) =>
        all.some(({ id }) => id === lookId) ? [name] : [],
      )
    }
    expect(await seen()).toEqual(['awaitingApproval'])
    expect(await countUrgent(officer)).toBe(urgent + 1)
    for (const ctx of [supervisor, officer]) await approveLook(ctx, { lookId, answer: 'grant' })
    expect(await countUrgent(officer)).toBe(urgent)
    await startLook(agent, { lookId })
    expect(await seen()).toEqual(['underWay'])
    await openPage(agent, { lookId, page: 'consents' })
    await endLook(supervisor, { lookId })
    expect(await seen()).toEqual(['awaitingReview'])
    expect((await showDeskLook(officer, { lookId })).openings).toMatchObject([{ what: { page: 'consents' } }])
    await reviewLook(officer, review(lookId))
    expect(await seen()).toEqual([])
  })

  it('searches and looks are counted for each agent, and searches that no look followed are listed', async () => {
    const officer = await world().signedInStaff('officer')
    const own = await lookStage(world(), 1)
    const [idle, busy] = [await world().signedInStaff(), await world().signedInStaff()]
    for (const agent of [idle, busy]) await findCustomer(agent, { query: own.reference })
    const { lookId } = await askForLook(busy, own.wanted())
    await answerLook(own.customer, { lookId, answer: 'refuse' })
    expect((await oversee(officer)).idleSearches).toEqual([])
    const nextDay = at(officer, hoursOn(25))
    const { volumes, idleSearches, looks } = await oversee(nextDay)
    const of = (staffId: string) => volumes.find((one) => one.staffId === staffId)
    expect(of(idle.actor.staffId)).toEqual({
      staffId: idle.actor.staffId,
      searches: 1,
      looks: 0,
      breakGlass: 0,
    })
    expect(of(busy.actor.staffId)).toMatchObject({ searches: 1, looks: 1, breakGlass: 0 })
    expect(idleSearches.map(({ staffId }) => staffId)).toContain(idle.actor.staffId)
    expect(idleSearches.map(({ staffId }) => staffId)).not.toContain(busy.actor.staffId)
    expect(idleSearches.find(({ staffId }) => staffId === idle.actor.staffId)).toMatchObject({
      by: 'reference',
      customer: 'Орд•••••• Г•••••',
    })
    expect(looks.find(({ id }) => id === lookId)).toMatchObject({ state: 'refused', mine: false })
  })

  it('a search that a request about the customer’s sign-in followed is not listed', async () => {
    const customer = await freshCustomer(world())
    const { agent } = await askedMeasure(world(), customer, 'block')
    const idle = await world().signedInStaff()
    await findCustomer(idle, { query: customer.iin })
    const officer = at(await world().signedInStaff('officer'), hoursOn(25))
    const listed = (await oversee(officer)).idleSearches.map(({ staffId }) => staffId)
    expect(listed).toContain(idle.actor.staffId)
    expect(listed).not.toContain(agent.actor.staffId)
  })

  it('an agent who searches more than their work explains causes an alert', async () => {
    const [officer, agent] = [await world().signedInStaff('officer'), await world().signedInStaff()]
    const search = () => findCustomer(agent, { query: 'Ш-2026-99999' })
    const urgent = await countUrgent(officer)
    for (const _ of Array(searchesThatAlert - 1)) await search()
    const mine = async () =>
      (await oversee(officer)).alerts.filter((one) => one.staffId === agent.actor.staffId)
    expect(await mine()).toEqual([])
    expect(await countUrgent(officer)).toBe(urgent)
    await search()
    expect(await countUrgent(officer)).toBe(urgent + 1)
    const hour = new Date(testNow)
    hour.setUTCMinutes(0, 0, 0)
    expect(await mine()).toEqual([{ staffId: agent.actor.staffId, hour, searches: searchesThatAlert }])
  })
  /** Searches that an agent makes at these minutes, and the alerts about them an hour later. */
  const searchesAt = async (...minutes: number[]) => {
    const agent = await world().signedInStaff()
    for (const minute of minutes) await findCustomer(at(agent, minutesOn(minute)), { query: 'Ш-2026-99999' })
    const officer = at(await world().signedInStaff('officer'), minutesOn(Math.max(...minutes)))
    const { alerts } = await oversee(officer)
    const mine = alerts.filter(({ staffId }) => staffId === agent.actor.staffId)
    return mine.map(({ hour, searches }) => ({ hour, searches }))
  }
  const times = (count: number, minute: number) => Array<number>(count).fill(minute)

  it('searches cause an alert in any hour, also one that passes a full hour', async () => {
    expect(await searchesAt(...times(9, 650), ...times(9, 670))).toEqual([
      { hour: minutesOn(650), searches: 18 },
    ])
    expect(await searchesAt(...times(5, 650), ...times(5, 709))).toEqual([
      { hour: minutesOn(650), searches: 10 },
    ])
    expect(await searchesAt(...times(9, 650), ...times(9, 711))).toEqual([])
  })

  it('searches of one busy hour cause one alert, and of two busy hours two', async () => {
    expect(await searchesAt(...times(15, 655), ...times(5, 665))).toEqual([
      { hour: minutesOn(655), searches: 20 },
    ])
    expect(await searchesAt(...times(12, 655), ...times(11, 800))).toEqual([
      { hour: minutesOn(800), searches: 11 },
      { hour: minutesOn(655), searches: 12 },
    ])
  })
})
