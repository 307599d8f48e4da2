import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { at, daysOn, hoursOn } from '#testing/clock.ts'
import { type FreshCustomer, freshCustomer } from '#testing/customers.ts'
import { smsDisclosure, tellDisclosures } from '#testing/disclosures.ts'
import { fieldIn, heldCustomer } from '#testing/holdings.ts'
import { lookStage } from '#testing/looks.ts'
import { addCoreBanking } from '#testing/restrictions.ts'
import { onBothEngines, testNow, type World } from '#testing/world.ts'
import { listHoldings } from '../holdings/list-holdings.ts'
import { openPage } from '../looks/open-page.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { putRestriction } from './put-restriction.ts'
import { reportReads } from './report-reads.ts'

/** The day of `testNow`, and the one after it. */
const [first, second] = ['2026-11-20', '2026-11-21'] as const

onBothEngines('uses of restricted data that the portal knows of', (world) => {
  beforeAll(async () => {
    await publishPolicy(world().worker(), catalogue())
    await addCoreBanking(world())
  })

  const restrict = ({ subject }: { subject: string }, field: string) =>
    putRestriction(world().system(subject), {
      ...{ field, reason: 'customer-demanded', allowed: [], evidence: 'BR-1' },
    })
  /** The world two days later, when what happened in between is told. */
  const later = (): World => ({ ...world(), system: (subject) => at(world().system(subject), daysOn(2)) })
  const shown = async (customer: FreshCustomer, field: string) =>
    fieldIn(await listHoldings({ ...at(customer, daysOn(3)), locale: 'en' }), field)?.restriction
  const recipient = (lastDay: string) => ({
    ...{ kind: 'recipient', by: { id: 'unqaghaz', title: expect.any(String) }, lastDay },
  })
  const loan = (lastDay: string) => ({
    kind: 'automated-decision',
    by: { id: 'loan-application', title: 'Decision on a loan application' },
    lastDay,
  })

  it('recipients and programs that used the data since are named, and the data are called unused only after them', async () => {
    const [customer, other] = [await heldCustomer(world()), await freshCustomer(world())]
    for (const field of ['phone', 'salary', 'address']) await restrict(customer, field)
    await tellDisclosures(later(), customer, smsDisclosure(hoursOn(3)), smsDisclosure(hoursOn(26)))
    const loans = [
      refusedLoan('L-1', { decidedAt: hoursOn(2) }),
      refusedLoan('L-2', { decidedAt: hoursOn(3) }),
    ]
    await tellDecisions(later(), customer, ...loans)
    await tellDisclosures(later(), other, smsDisclosure(hoursOn(27)))
    const actor = { kind: 'system', systemId: 'core-banking', scopes: ['restrictions:report'] } as const
    const reporting = at(world().ctx(actor), daysOn(2))
    for (const day of [first, second]) await reportReads(reporting, { day, reads: [] })
    expect(await shown(customer, 'phone')).toMatchObject({
      ...{ known: [recipient(second)], use: { uses: [], unusedSince: '2026-11-22', reportedUntil: second } },
    })
    expect(await shown(customer, 'salary')).toMatchObject({
      ...{ known: [loan(first)], use: { unusedSince: second } },
    })
    expect(await shown(customer, 'address')).toMatchObject({ known: [], use: { unusedSince: first } })
  })

  it('what happened before the restriction is no use of restricted data, and its very moment is', async () => {
    const customer = await heldCustomer(world())
    await tellDisclosures(world(), customer, smsDisclosure(new Date(testNow.getTime() - 1)))
    await tellDecisions(world(), customer, refusedLoan('L-1', { decidedAt: new Date(testNow.getTime() - 1) }))
    for (const field of ['phone', 'salary']) await restrict(customer, field)
    for (const field of ['phone', 'salary'])
      expect(await shown(customer, field)).toMatchObject({ known: [], use: { unusedSince: first } })
    await tellDisclosures(world(), customer, smsDisclosure(testNow))
    expect(await shown(customer, 'phone')).toMatchObject({ known: [recipient(first)] })
  })

  it('staff in a look read what systems reported, and neither disclosures nor decisions', async () => {
    const stage = await lookStage(world(), 1)
    const { agent, lookId } = await stage.running('data')
    const { reference = '' } = stage.customer
    await restrict(stage.customer, 'phone')
    await tellDisclosures(later(), { ...stage.customer, reference }, smsDisclosure(hoursOn(3)))
    const { ctx } = await openPage(agent, { lookId, page: 'data' })
    expect(fieldIn(await listHoldings(ctx), 'phone')?.restriction).toMatchObject({ known: [] })
  })
})
