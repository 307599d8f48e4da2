import { beforeAll, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import type { Catalogue } from '#policy/schema.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { tellCustomer } from '#testing/bank-texts.ts'
import { at, daysOn, hoursOn } from '#testing/clock.ts'
import { give } from '#testing/consents.ts'
import { filesOf, readyCopy } from '#testing/copies.ts'
import { freshCustomer } from '#testing/customers.ts'
import { holding, putFor } from '#testing/holdings.ts'
import { lookStage, review } from '#testing/looks.ts'
import { addCoreBanking, restrictedBy, restrictionRows } from '#testing/restrictions.ts'
import { taskFor } from '#testing/tasks.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { listAutomatedDecisions } from '../automated-decisions/list-automated-decisions.ts'
import { enterComplaint } from '../complaints/enter-complaint.ts'
import { fileComplaint } from '../complaints/file-complaint.ts'
import { decide } from '../consents/decide.ts'
import { takeContact } from '../contacts/take-contact.ts'
import type { Ctx } from '../context.ts'
import { reviewLook } from '../looks/review-look.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { endRestriction } from '../restrictions/end-restriction.ts'
import { putRestriction } from '../restrictions/put-restriction.ts'
import { reportReads } from '../restrictions/report-reads.ts'
import { answerTask } from '../task-answers/answer-task.ts'
import type { CopyPart } from './schema.ts'

const parsed = (text: string | undefined) => JSON.parse(text ?? '')

/** The policy before today's: the factors of decisions and the address had other names. */
function formerPolicy(): Catalogue {
  const former = structuredClone(catalogue())
  for (const kind of former['automated-decisions'])
    for (const factor of kind.factors) factor.title = { kk: 'Бұрынғы', ru: 'Прежний', en: 'Former' }
  for (const field of former.categories.flatMap(({ fields }) => fields))
    if (field.id === 'address') field.title = { kk: 'Тұрағы', ru: 'Место жительства', en: 'Where you live' }
  return former
}

onBothEngines('the parts of a copy', (world) => {
  beforeAll(async () => {
    await publishPolicy(at(world().worker(), daysOn(-30)), formerPolicy())
    await publishPolicy(at(world().worker(), daysOn(-1)), catalogue())
    await addCoreBanking(world())
  })

  const copied = async (ctx: Ctx, part: CopyPart) => {
    const files = await filesOf(ctx, await readyCopy(world(), ctx, [part]))
    return { records: parsed(files.get('data.json')).records[part], csv: files.get(`${part}.csv`) ?? '' }
  }

  it('has contacts with their notes, how a complaint came, and what a review found of a look', async () => {
    const { customer, over } = await lookStage(world())
    const officer = await world().signedInStaff('officer')
    const desk = { ...(await world().signedInStaff()), subject: customer.subject }
    await takeContact(desk, { kind: 'visit', note: 'Ағасы +7 705 555 44 33 нөмірін айтты.' })
    const letter = { id: 'хат-1', channel: 'letter', receivedOn: '2026-11-19', locale: 'kk' }
    await enterComplaint(desk, { ...letter, text: 'Хат жаздым.' })
    const { lookId } = await over()
    const found = {
      verdict: 'excessive',
      escalation: 'internal-investigation',
      text: 'Артық бет ашылды: 77055554433.',
    }
    await reviewLook(officer, review(lookId, found))
    const files = await filesOf(
      customer,
      await readyCopy(world(), customer, ['complaints', 'contacts', 'looks']),
    )
    const { complaints, contacts, looks } = parsed(files.get('data.json')).records
    expect(contacts).toMatchObject([{ kind: 'visit', masked: true, staff: desk.actor.staffId }])
    expect(complaints.map(({ channel }: { channel: string }) => channel).sort()).toEqual(['letter', 'portal'])
    expect(looks).toMatchObject([
      { id: lookId, allowedBy: 'seniors', masked: true, about: { kind: 'complaint' } },
    ])
    const { verdict, escalation } = found
    expect(looks[0].steps.at(-1)).toMatchObject({ kind: 'reviewed', verdict, escalation, outcome: null })
    expect(files.get('looks.csv')).toContain('Артық бет ашылды')
    expect(files.get('contacts.csv')).toContain('бөлімшеге келу')
    expect([...files.values()].join()).not.toMatch(/77055554433|705 555/)
  })

  it('leaves out what was said of a complaint and found of a look after the copy was begun', async () => {
    const { customer, over } = await lookStage(world(), 1)
    const officer = await world().signedInStaff('officer')
    const { id: caseId } = await fileComplaint(at(customer, daysOn(-9)), {
      kind: 'ordinary',
      text: 'Бірінші хабар.',
    })
    const desk = { ...(await world().signedInStaff()), subject: customer.subject }
    const answer = { caseId, kind: 'answered', text: 'Кейінгі жауап.', lastStep: 2 }
    await tellCustomer(at(desk, hoursOn(3)), answer)
    const { lookId } = await over()
    const then = at(customer, hoursOn(2))
    const code = { ...then, actor: { ...customer.actor, verifiedAt: then.now } } as typeof customer
    const found = {
      verdict: 'excessive',
      escalation: 'internal-investigation',
      text: 'Кейінгі қорытынды.',
    }
    await reviewLook(at(officer, hoursOn(3)), review(lookId, found))
    const files = await filesOf(code, await readyCopy(world(), code, ['complaints', 'looks']))
    const { complaints, looks } = parsed(files.get('data.json')).records
    const [first] = complaints.filter(({ id }: { id: string }) => id === caseId)
    expect(first).toMatchObject({
      ...{ state: 'registered', answeredAt: null, dpv: ['dpv:RequestAcknowledged'] },
      messages: [{ dpv: ['dpv:RequestInitiated'] }, { dpv: ['dpv:RequestAcknowledged'] }],
    })
    expect(first.messages).toHaveLength(2)
    expect(looks[0].steps.map(({ kind }: { kind: string }) => kind)).not.toContain('reviewed')
    expect([...files.values()].join()).not.toMatch(/Кейінгі/)
  })

  it('has which systems a request was sent to and the values that it changed whole, as far as they were by then', async () => {
    const customer = await freshCustomer(world())
    await putFor(world(), customer, holding('address', 'Шымкент қ., 1-үй'))
    const early = await taskFor(world(), customer, 'address')
    const late = await taskFor(world(), customer, 'email')
    const done = (field: string, value: string) => ({ answers: [{ field, outcome: 'done', value }] })
    await answerTask(at(early.system, hoursOn(1)), { id: early.id, ...done('address', 'Абай даңғылы, 10') })
    await answerTask(at(late.system, hoursOn(3)), { id: late.id, ...done('email', 'kein@example.kz') })
    const then = at(customer, hoursOn(2))
    const code = { ...then, actor: { ...customer.actor, verifiedAt: then.now } } as typeof customer
    const { records } = await copied(code, 'requests')
    const of = (caseId: string) => records.find(({ id }: { id: string }) => id === caseId)
    expect(of(early.caseId)).toMatchObject({
      changes: [{ field: { id: 'address' }, before: 'Шымкент қ., 1-үй', after: 'Абай даңғылы, 10' }],
      systems: [{ fields: [{ field: { id: 'address' }, outcome: 'done', at: hoursOn(1).toISOString() }] }],
    })
    expect(of(late.caseId)).toMatchObject({
      changes: [],
      systems: [{ system: 'Негізгі жүйе', fields: [{ outcome: null, at: null }] }],
    })
  })

  it('has what programs decided in the words of that time, with the objections and the bank’s answers', async () => {
    const customer = { ...(await freshCustomer(world())), locale: 'en' } as const
    await tellDecisions(world(), customer, refusedLoan('L-2'), refusedLoan('L-1', { decidedAt: daysOn(-9) }))
    await tellDecisions(world(), await freshCustomer(world()), refusedLoan('X-1'))
    await decide(at(customer, daysOn(-1)), give('automated-loan-decision'))
    const { decisions } = await listAutomatedDecisions(customer, {})
    const about = { kind: 'automated-decision', id: decisions[1]?.id }
    const objection = { kind: 'ordinary', text: 'Шешімді адам қарасын.', about }
    const { id: caseId, reference } = await fileComplaint(at(customer, daysOn(-3)), objection)
    const desk = { ...(await world().signedInStaff()), subject: customer.subject }
    const text = 'Шешім өзгерді, +7 705 555 44 33 нөмірі ескерілмеді.'
    await tellCustomer(at(desk, daysOn(-2)), { caseId, kind: 'answered', text, lastStep: 2 })
    const { records, csv } = await copied(customer, 'automated-decisions')
    expect(records).toMatchObject([
      {
        reference: 'L-1',
        kind: { id: 'loan-application', title: 'Decision on a loan application' },
        ...{ outcome: 'refused', sentence: 'The loan was refused.', basis: 'Your consent', masked: true },
        consentInForce: false,
        factors: [
          { id: 'repayment', title: 'Former', weight: 'strong', direction: 'against' },
          { id: 'income', title: 'Former', weight: 'slight', direction: 'for' },
        ],
        system: { id: 'core-banking', title: 'Core banking' },
        at: daysOn(-9).toISOString(),
        objections: [{ reference, answer: { text: expect.stringContaining('Шешім өзгерді') } }],
      },
      {
        ...{ reference: 'L-2', basis: 'Your consent', consentInForce: true, objections: [] },
        factors: [{ title: 'How you have repaid what you owed' }, {}],
      },
    ])
    expect(records).toHaveLength(2)
    expect(csv).toContain(
      'slightly in your favour.,Your consent. It was not in force when this was decided.,Core',
    )
    expect(csv).toContain(',Your consent,Core')
    expect(csv).toContain('Former: strongly against you. Former: slightly in your favour.')
    expect(csv).toContain(`,L-1,${reference},"Шешім өзгерді`)
    expect(JSON.stringify(records) + csv).not.toContain('705 555')
  })

  /** A customer whose address is restricted twice and was read, and whose salary staff have restricted. */
  async function restricted() {
    const customer = { ...(await freshCustomer(world())), locale: 'en' } as const
    const on = (days: number) => at(world().system(customer.subject), daysOn(days))
    const field = 'address'
    const demanded = { field, reason: 'customer-demanded', allowed: ['court', 'law'], evidence: 'BR-1' }
    const read = (more: object) => ({
      ...{ customer: customer.reference, field, purpose: 'legal-duties', ground: 'law', count: 2 },
      ...more,
    })
    await putRestriction(on(-8), demanded)
    await reportReads(on(-6), { day: '2026-11-13', reads: [read({}), read({ ground: 'none', count: 3 })] })
    await reportReads(on(-6), { day: '2026-11-14', reads: [read({ count: 1 })], complete: false })
    await endRestriction(on(-5), { field, reason: 'customer-asked', evidence: 'BR-2' })
    await putRestriction(on(-5), { ...demanded, reason: 'breach-alleged', allowed: [] })
    await reportReads(on(-4), { day: '2026-11-15', reads: [read({ count: 5 })] })
    const agent = await world().signedInStaff()
    await restrictedBy(agent, customer, 'salary')
    return { customer, staff: agent.actor.staffId }
  }

  it('has each restriction with who set and lifted it, and with what systems reported, day by day', async () => {
    const { customer, staff } = await restricted()
    const core = { id: 'core-banking', title: 'Core banking' }
    const uses = (day: string, count: number, withoutGround: number) => ({
      ...{ day, count, withoutGround },
      systems: [core],
    })
    const { records } = await copied(customer, 'restrictions')
    const address = { id: 'address', title: 'Where you live' }
    const by = { kind: 'system', ...core }
    const [, , again] = await restrictionRows(world(), customer, 'address')
    expect(records.map(({ id, ...record }: { id: string }) => record)).toEqual([
      {
        ...{ field: address, setAt: daysOn(-8).toISOString(), setBy: by },
        ...{ reason: 'customer-demanded', allowed: ['court', 'law'] },
        lifted: { at: daysOn(-5).toISOString(), by, reason: 'customer-asked' },
        uses: [uses('2026-11-13', 5, 3), uses('2026-11-14', 1, 0)],
      },
      {
        ...{ field: address, setAt: daysOn(-5).toISOString(), setBy: by },
        ...{ reason: 'breach-alleged', allowed: [], lifted: null },
        uses: [uses('2026-11-15', 5, 0)],
      },
      {
        field: { id: 'salary', title: 'Salary' },
        ...{ setAt: testNow.toISOString(), setBy: { kind: 'staff', id: staff, title: null } },
        ...{ reason: 'customer-demanded', allowed: ['court', 'law'], lifted: null, uses: [] },
      },
    ])
    expect(records[1].id).toBe(again?.id)
  })

  it('writes a row for each day on which restricted data were used, and one for a restriction without any', async () => {
    const { customer, staff } = await restricted()
    const { csv } = await copied(customer, 'restrictions')
    const rows = csv.trimEnd().split('\r\n').slice(1)
    expect(rows).toHaveLength(4)
    expect(rows[0]).toContain('Where you live,2026-11-12 12:00,Core banking,You demanded it,')
    expect(rows[0]?.endsWith(',You asked for it,6,2026-11-13,5,3,Core banking')).toBe(true)
    expect(rows[2]).toContain(',You reported a breach,None: the data are only kept,,,,5,2026-11-15,5,0,')
    expect(rows[3]).toContain(`,Bank employee ${staff},You demanded it,`)
    expect(rows[3]?.endsWith(',,,,0,,,,')).toBe(true)
  })

  it('leaves out what was lifted, restricted or reported after the copy was begun', async () => {
    const { customer } = await restricted()
    const then = { ...customer, now: daysOn(-7), actor: { ...customer.actor, verifiedAt: daysOn(-7) } }
    const { records } = await copied(then as typeof customer, 'restrictions')
    expect(records).toMatchObject([{ reason: 'customer-demanded', lifted: null, uses: [] }])
  })
})
