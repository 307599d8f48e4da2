import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn } from '#testing/clock.ts'
import { give, withdraw } from '#testing/consents.ts'
import { freshCustomer } from '#testing/customers.ts'
import { invalidAt, refusal } from '#testing/expect.ts'
import { first } from '#testing/first.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { withdrawComplaint } from '../complaints/withdraw-complaint.ts'
import { writeMessage } from '../complaints/write-message.ts'
import { decide } from '../consents/decide.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { listAutomatedDecisions } from './list-automated-decisions.ts'

onBothEngines('the list of what programs decided', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  it('a decision is shown in words, what weighed most first, and with the way to object', async () => {
    const customer = await freshCustomer(world())
    await tellDecisions(world(), customer, refusedLoan('L-1'))
    const english = { ...customer, locale: 'en' } as const
    const view = await listAutomatedDecisions(english, {})
    expect(view).toMatchObject({ total: 1, continued: false, next: null })
    expect(view.answer).toEqual({ amount: 3, unit: 'working-days' })
    const [decision] = view.decisions
    expect(decision).toMatchObject({
      reference: 'L-1',
      kind: { id: 'loan-application', title: 'Decision on a loan application' },
      sentence: 'The loan was refused.',
      objection: null,
      canObject: true,
      said: {
        basis: 'Your consent',
        consent: { id: 'automated-loan-decision', title: 'A program decides on a loan', inForce: false },
        reviewer: 'a specialist of the bank’s credit department',
      },
    })
    expect(
      decision?.factors.map(({ id, title, weight, direction }) => [id, title, weight, direction]),
    ).toEqual([
      ['repayment', 'How you have repaid what you owed', 'strong', 'against'],
      ['income', 'Your income', 'slight', 'for'],
    ])
    expect(decision?.factors[1]?.fields).toEqual([
      { id: 'salary', title: 'Salary' },
      { id: 'other-income', title: 'Other income' },
    ])
  })

  it('a decision says whether the consent it rests on was in force when it was taken', async () => {
    const [customer, other] = [await freshCustomer(world()), await freshCustomer(world())]
    const consent = 'automated-loan-decision'
    const { history } = await decide(at(customer, daysOn(-9)), give(consent))
    const previousId = history[0]?.id ?? null
    await decide(at(customer, daysOn(-5)), withdraw(consent, previousId))
    await decide(at(other, daysOn(-9)), give(consent))
    const end = history[0]?.expiresAt ?? testNow
    const days = {
      before: daysOn(-10),
      just: daysOn(-9),
      under: daysOn(-6),
      after: daysOn(-5),
      late: testNow,
    }
    const said = Object.entries(days).map(([id, decidedAt]) => refusedLoan(id, { decidedAt }))
    const transfer = {
      id: 'T-1',
      decision: 'transfer-check',
      factors: [{ factor: 'payee', weight: 'strong', direction: 'against' }],
    }
    await tellDecisions(
      world(),
      customer,
      ...said,
      refusedLoan('T-1', { ...transfer, decidedAt: daysOn(-11) }),
    )
    const { decisions } = await listAutomatedDecisions(customer, {})
    expect(decisions.map((one) => [one.reference, one.said?.consent?.inForce])).toEqual([
      ['late', false],
      ['after', false],
      ['under', true],
      ['just', true],
      ['before', false],
      ['T-1', undefined],
    ])
    const ends = { ...world(), system: (subject?: string) => at(world().system(subject), end) }
    const atEnd = refusedLoan('E-1', { decidedAt: end })
    const underIt = refusedLoan('E-0', { decidedAt: new Date(end.getTime() - 1000) })
    await tellDecisions(ends, other, atEnd, underIt)
    const ended = (await listAutomatedDecisions(at(other, end), {})).decisions
    expect(ended.map(({ said }) => said?.consent?.inForce)).toEqual([false, true])
  })

  it('the pages of decisions hold each of the customer’s own once, newest first, also among equal times', async () => {
    const [customer, other] = [await freshCustomer(world()), await freshCustomer(world())]
    const said = Array.from({ length: 60 }, (_, nth) =>
      refusedLoan(`L-${nth}`, { decidedAt: daysOn(-Math.floor(nth / 20)) }),
    )
    await tellDecisions(world(), customer, ...said)
    await tellDecisions(world(), other, refusedLoan('X-1'))
    const pages = [await listAutomatedDecisions(customer, {})]
    for (let cursor = first(pages).next; cursor; cursor = pages.at(-1)?.next ?? null)
      pages.push(await listAutomatedDecisions(customer, { cursor }))
    const seen = pages.flatMap((page) => page.decisions)
    expect(pages.map((page) => [page.total, page.continued, page.decisions.length])).toEqual([
      [60, false, 25],
      [60, true, 25],
      [60, true, 10],
    ])
    expect(seen.map(({ reference }) => reference).toSorted()).toEqual(said.map(({ id }) => id).toSorted())
    const sorted = seen.toSorted(
      (one, two) => two.at.getTime() - one.at.getTime() || (one.id < two.id ? 1 : -1),
    )
    expect(seen).toEqual(sorted)
    await expect(listAutomatedDecisions(customer, { cursor: 'tampered' })).rejects.toEqual(
      invalidAt('cursor', 'automated-decision.cursor'),
    )
  })

  it('an objection stands beside its decision; once it is withdrawn, another can be made', async () => {
    const customer = await freshCustomer(world())
    await tellDecisions(world(), customer, refusedLoan('L-1'), refusedLoan('L-2', { decidedAt: daysOn(-1) }))
    const { id } = first((await listAutomatedDecisions(customer, {})).decisions)
    const filed = await fileComplaint(customer, {
      kind: 'ordinary',
      about: { kind: 'automated-decision', id },
      text: 'Шешімді адам қарасын.',
    })
    const [objected, untouched] = (await listAutomatedDecisions(customer, {})).decisions
    expect(objected).toMatchObject({
      objection: { id: filed.id, reference: filed.reference, group: 'open', owed: true },
      canObject: false,
    })
    expect(objected?.objection?.answer).toBeNull()
    expect(untouched).toMatchObject({ objection: null, canObject: true })
    await withdrawComplaint(at(customer, daysOn(1)), { caseId: filed.id, lastStep: 2 })
    const [withdrawn] = (await listAutomatedDecisions(customer, {})).decisions
    expect(withdrawn).toMatchObject({ objection: { state: 'withdrawn' }, canObject: true })
  })

  it('the bank’s last answer to an objection stands beside the decision, and no other text of the bank', async () => {
    const customer = await freshCustomer(world())
    await tellDecisions(world(), customer, refusedLoan('L-1'), refusedLoan('L-2', { decidedAt: daysOn(-1) }))
    const { id } = first((await listAutomatedDecisions(customer, {})).decisions)
    const about = { kind: 'automated-decision', id } as const
    const asked = { kind: 'ordinary', text: 'Шешімді адам қарасын.' }
    const { id: caseId } = await fileComplaint(customer, { ...asked, about })
    const { id: other } = await fileComplaint(customer, asked)
    const desk = { ...(await world().signedInStaff()), subject: customer.subject }
    const beside = async () =>
      (await listAutomatedDecisions(customer, {})).decisions.map((one) => one.objection?.answer ?? null)
    await tellCustomer(at(desk, daysOn(1)), {
      caseId: other,
      kind: 'answered',
      text: 'Басқасы.',
      lastStep: 2,
    })
    await tellCustomer(at(desk, daysOn(1)), { caseId, kind: 'message', text: 'Қараймыз.', lastStep: 2 })
    expect(await beside()).toEqual([null, null])
    const answered = { caseId, kind: 'answered', text: 'Шешім өзгерді: табыс қайта есептелді.' }
    await tellCustomer(at(desk, daysOn(2)), { ...answered, lastStep: 3 })
    expect(await beside()).toEqual([{ at: expect.any(Date), text: answered.text }, null])
    await writeMessage(at(customer, daysOn(3)), {
      caseId,
      kind: 'negotiation',
      text: 'Келіспеймін.',
      lastStep: 4,
    })
    await tellCustomer(at(desk, daysOn(4)), {
      caseId,
      kind: 'answered',
      text: 'Соңғы жауап.',
      lastStep: 5,
    })
    expect(await beside()).toMatchObject([{ text: 'Соңғы жауап.' }, null])
  })

  it('a decision whose kind no policy has is shown by its id, and nothing throws', async () => {
    const customer = await freshCustomer(world())
    const kind = first(catalogue()['automated-decisions'])
    const policy: Catalogue = {
      ...catalogue(),
      'automated-decisions': [...catalogue()['automated-decisions'], { ...kind, id: 'gone' }],
    }
    globalThis.arqauCatalogue = policy
    try {
      await tellDecisions(world(), customer, refusedLoan('L-1', { decision: 'gone' }))
    } finally {
      globalThis.arqauCatalogue = undefined
    }
    const [decision] = (await listAutomatedDecisions(customer, {})).decisions
    expect(decision).toMatchObject({ kind: { id: 'gone', title: null }, sentence: null, said: null })
    expect(decision?.factors.map(({ title, fields }) => [title, fields])).toEqual([
      [null, []],
      [null, []],
    ])
  })

  it('nobody but the customer lists them: neither the desks, nor a look, nor a system', async () => {
    const { subject } = await freshCustomer(world())
    const others = [
      world().staff(subject),
      world().support(subject, 'complaints'),
      world().system(subject),
      world().visitor(),
    ]
    for (const ctx of others)
      await expect(listAutomatedDecisions(ctx, {})).rejects.toEqual(refusal('forbidden'))
  })
})
