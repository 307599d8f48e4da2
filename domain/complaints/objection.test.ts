import { beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { announceDelay, tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { invalidAt } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listAutomatedDecisions } from '../automated-decisions/list-automated-decisions.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import { listQueue } from '../desk/list-queue.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { answerClock } from './answer-clock.ts'
import { fileComplaint } from './file-complaint.ts'
import { prepareComplaint } from './prepare-complaint.ts'
import { showComplaint } from './show-complaint.ts'

const text = 'Шешімді адам қайта қарасын.'

onBothEngines('an objection to what a program decided', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  const decided = async (customer: Subject) => {
    await tellDecisions(world(), customer, refusedLoan('L-1'))
    const [decision] = (await listAutomatedDecisions(customer, {})).decisions
    return { kind: 'automated-decision', id: decision?.id ?? '' } as const
  }

  it('an objection has a number and three working days, and the complaint names the decision', async () => {
    const customer = await freshCustomer(world())
    const about = await decided(customer)
    const filed = await fileComplaint(customer, { kind: 'ordinary', text, about })
    // 20 November 2026 is a Friday.
    expect(filed).toMatchObject({ reference: expect.stringMatching(/^Ш-2026-/), dueOn: '2026-11-25' })
    const view = await showComplaint(at(customer, daysOn(4)), { caseId: filed.id })
    expect(view).toMatchObject({
      about: {
        ...about,
        title: 'Несие өтінімі бойынша шешім',
        decided: { at: testNow, reference: 'L-1', reviewer: 'банктің несие бөлімінің маманы' },
      },
      progress: { day: 2, of: 3, daysLeft: 1, state: 'running' },
      trace: { due: '2026-11-25', amount: 3, unit: 'working-days', skipped: [{ why: 'weekend' }, {}] },
    })
    expect(view.trace?.source).toContain('19‑1')
    const late = await showComplaint(at(customer, daysOn(6)), { caseId: filed.id })
    expect(late.progress).toMatchObject({ state: 'late', daysLeft: -1 })
  })

  it('the desk answers an objection by its own last day, which a notice of delay leaves as it is', async () => {
    const customer = await freshCustomer(world())
    const { id: caseId } = await fileComplaint(customer, {
      kind: 'ordinary',
      text,
      about: await decided(customer),
    })
    const staff = await world().signedInStaff()
    const desk = { ...staff, subject: customer.subject, now: daysOn(3) }
    await announceDelay(desk, { caseId, reason: 'Несие бөлімінің қорытындысын күтеміз.', lastStep: 2 })
    await tellCustomer(at(desk, daysOn(4)), {
      caseId,
      kind: 'answered',
      text: 'Қайта қаралды.',
      lastStep: 3,
    })
    const view = await showComplaint(at(customer, daysOn(5)), { caseId })
    expect(view).toMatchObject({ dueOn: '2026-11-25', state: 'answered', progress: { day: 2, of: 3 } })
  })

  it('the form says the day of an objection where a decision of the customer’s own is named, and of a complaint otherwise', async () => {
    const [customer, other] = [await freshCustomer(world()), await freshCustomer(world())]
    const about = await decided(customer)
    const form = await prepareComplaint(customer, { 'automated-decision': about.id })
    expect(form).toMatchObject({ decision: about, look: null, dueOn: '2026-11-25', unit: 'working-days' })
    for (const asked of [{ 'automated-decision': 'x' }, { 'automated-decision': testIds.unknown }, {}])
      expect(await prepareComplaint(customer, asked)).toMatchObject({ decision: null, dueOn: '2026-12-20' })
    expect(await prepareComplaint(other, { 'automated-decision': about.id })).toMatchObject({
      decision: null,
    })
  })

  it('nobody objects to a decision about somebody else, or to one that there is not', async () => {
    const [customer, other] = [await freshCustomer(world()), await freshCustomer(world())]
    const about = await decided(customer)
    for (const [ctx, id] of [
      [other, about.id],
      [customer, testIds.unknown],
      [customer, 'loan-application'],
    ] as const) {
      const path = id === 'loan-application' ? 'about.id' : 'about'
      await expect(
        fileComplaint(ctx, { kind: 'ordinary', text, about: { kind: 'automated-decision', id } }),
      ).rejects.toEqual(invalidAt(path, 'complaint.about-unknown'))
    }
  })

  it('the desk finds an objection in its queue by its clock and for the role that reviews', async () => {
    const customer = await freshCustomer(world())
    const about = await decided(customer)
    const { reference } = await fileComplaint(customer, { kind: 'ordinary', text, about })
    const plain = await fileComplaint(customer, { kind: 'ordinary', text })
    const field = await fileComplaint(customer, {
      kind: 'ordinary',
      text,
      about: { kind: 'field', id: 'phone' },
    })
    const staff = at(await world().signedInStaff(), daysOn(3))
    const rowOf = async (number: string, state: string) =>
      (await listQueue(staff, { state })).rows.find((row) => row.reference === number)
    for (const state of ['open', 'all'])
      expect(await rowOf(reference, state)).toMatchObject({
        group: 'soon',
        progress: { of: 3 },
        objection: { reviewer: 'банктің несие бөлімінің маманы' },
      })
    for (const other of [plain, field])
      expect(await rowOf(other.reference, 'open')).toMatchObject({ group: 'later', objection: null })
  })

  it('a look at complaints names the decision of an objection', async () => {
    const customer = await freshCustomer(world())
    const about = await decided(customer)
    const { id: caseId } = await fileComplaint(customer, { kind: 'ordinary', text, about })
    const view = await showComplaint(world().support(customer.subject, 'complaints'), { caseId })
    expect(view.about).toMatchObject({ ...about, decided: { reference: 'L-1' } })
  })
})

const testIds = { unknown: '00000000-0000-4000-8000-000000000009' }

describe('the last day for the answer to an objection', () => {
  it('beyond the calendar it is not known yet', () => {
    const receivedAt = new Date('2027-12-30T07:00:00Z')
    expect(countDeadline(answerClock('automated-decision'), receivedAt)).toBeNull()
  })

  it('a complaint about anything else keeps the clock of complaints', () => {
    for (const about of [undefined, 'field', 'consent', 'recipient', 'look'] as const)
      expect(countDeadline(answerClock(about), testNow)).toMatchObject({
        due: '2026-12-20',
        unit: 'calendar-days',
      })
  })
})
