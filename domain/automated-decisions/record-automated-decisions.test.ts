import { and, asc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { auditLog } from '#db/schema/activity.ts'
import { automatedDecisionFactors, automatedDecisions } from '#db/schema/automated-decisions.ts'
import { events } from '#db/schema/events.ts'
import { messages } from '#db/schema/messages.ts'
import { catalogue } from '#policy/load.ts'
import { auditOf } from '#testing/audit.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { daysOn } from '#testing/clock.ts'
import { freshCustomer, type Subject } from '#testing/customers.ts'
import { invalid, invalidAt, invalidFor, refusal } from '#testing/expect.ts'
import { onBothEngines, testNow } from '#testing/world.ts'
import { publishPolicy } from '../policies/publish-policy.ts'
import { recordAutomatedDecisions } from './record-automated-decisions.ts'

onBothEngines('recording what programs decided', (world) => {
  beforeAll(() => publishPolicy(world().worker(), catalogue()))

  const rowsOf = ({ subject }: Subject) =>
    world().db.select().from(automatedDecisions).where(eq(automatedDecisions.customerId, subject))
  const factorsOf = ({ subject }: Subject) =>
    world()
      .db.select()
      .from(automatedDecisionFactors)
      .where(eq(automatedDecisionFactors.customerId, subject))
      .orderBy(asc(automatedDecisionFactors.factor))

  it('a decision is kept with its factors; one audit row counts those of a call, and nothing else is written', async () => {
    const customer = await freshCustomer(world())
    const others = async () => [await world().db.$count(events), await world().db.$count(messages)]
    const before = await others()
    const said = [refusedLoan('L-1'), refusedLoan('L-2', { outcome: 'granted' })]
    expect(await tellDecisions(world(), customer, ...said)).toEqual({ recorded: 2, repeated: 0 })
    const rows = await rowsOf(customer)
    expect(rows).toHaveLength(2)
    expect(rows).toContainEqual({
      customerId: customer.subject,
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8/),
      systemId: 'core-banking',
      reference: 'L-1',
      decision: 'loan-application',
      outcome: 'refused',
      decidedAt: testNow,
      recordedAt: testNow,
    })
    const ofOne = (await factorsOf(customer)).filter(
      ({ decisionId }) => decisionId === rows.find(({ reference }) => reference === 'L-1')?.id,
    )
    expect(ofOne.map(({ factor, weight, direction }) => [factor, weight, direction])).toEqual([
      ['income', 'slight', 'for'],
      ['repayment', 'strong', 'against'],
    ])
    const logged = await world()
      .db.select({ action: auditLog.action, detail: auditLog.detail })
      .from(auditLog)
      .where(and(eq(auditLog.customerId, customer.subject), eq(auditLog.actorKind, 'system')))
    expect(logged.filter(({ action }) => action !== 'customer.registered')).toEqual([
      { action: 'automated-decisions.recorded', detail: { count: 2 } },
    ])
    expect(await others()).toEqual(before)
  })

  it('a decision that is said again is a repeat, whatever the order of its factors', async () => {
    const customer = await freshCustomer(world())
    const said = refusedLoan('L-1')
    await tellDecisions(world(), customer, said)
    const factors = [...(said.factors as object[])].reverse()
    const again = tellDecisions(world(), customer, { ...said, factors }, said)
    expect(await again).toEqual({ recorded: 0, repeated: 2 })
    expect(await rowsOf(customer)).toHaveLength(1)
    expect(await factorsOf(customer)).toHaveLength(2)
    expect(
      await auditOf(world().db, { customerId: customer.subject, action: 'automated-decisions.recorded' }),
    ).toHaveLength(1)
  })

  it.each([
    ['outcome', { outcome: 'granted' }],
    ['time', { decidedAt: daysOn(-1) }],
    ['factors', { factors: [{ factor: 'income', weight: 'slight', direction: 'for' }] }],
    [
      'direction of a factor',
      {
        factors: [
          { factor: 'income', weight: 'slight', direction: 'against' },
          { factor: 'repayment', weight: 'strong', direction: 'against' },
        ],
      },
    ],
  ])(
    'a decision with the id of another and another %s is refused, and the first is kept',
    async (_, more) => {
      const customer = await freshCustomer(world())
      await tellDecisions(world(), customer, refusedLoan('L-1'))
      const kept = [await rowsOf(customer), await factorsOf(customer)]
      const other = tellDecisions(world(), customer, refusedLoan('L-2'), refusedLoan('L-1', more))
      await expect(other).rejects.toEqual(invalidFor('automated-decision.line-other'))
      expect([await rowsOf(customer), await factorsOf(customer)]).toEqual(kept)
    },
  )

  it('systems and customers number decisions each for themselves', async () => {
    const [one, two] = [await freshCustomer(world()), await freshCustomer(world())]
    const crm = { ...world().system(), actor: { ...world().system().actor, systemId: 'crm' } as never }
    await tellDecisions(world(), one, refusedLoan('L-1'))
    expect(await tellDecisions(world(), two, refusedLoan('L-1'))).toMatchObject({ recorded: 1 })
    const decisions = [{ customer: one.reference, ...refusedLoan('L-1') }]
    expect(await recordAutomatedDecisions(crm, { decisions })).toMatchObject({ recorded: 1 })
    expect((await rowsOf(one)).map(({ systemId }) => systemId).sort()).toEqual(['core-banking', 'crm'])
  })

  it('every decision that cannot be recorded is named, and then none is recorded', async () => {
    const customer = await freshCustomer(world())
    const income = { factor: 'income', weight: 'strong', direction: 'for' }
    const lines = [
      refusedLoan('L-1'),
      refusedLoan('L-2', { decision: 'horoscope' }),
      refusedLoan('L-3', { outcome: 'suspended' }),
      refusedLoan('L-4', { factors: [{ ...income, factor: 'device' }] }),
      refusedLoan('L-5', { factors: [income, income] }),
      refusedLoan('L-6', { decidedAt: daysOn(1) }),
      refusedLoan('L-7', { decidedAt: '1960-01-01T00:00:00Z' }),
      refusedLoan(`L-${customer.iin}`),
    ]
    const issue = (line: number, name: string, key: string) => ({
      path: `decisions.${line - 1}.${name}`,
      key: `automated-decision.line-${key}`,
      params: { line },
    })
    await expect(tellDecisions(world(), customer, ...lines)).rejects.toEqual(
      invalid(
        issue(2, 'decision', 'kind'),
        issue(3, 'outcome', 'outcome'),
        issue(4, 'factors', 'factor'),
        issue(5, 'factors', 'factor-twice'),
        issue(6, 'decidedAt', 'time'),
        issue(7, 'decidedAt', 'time'),
        issue(8, 'id', 'personal'),
      ),
    )
    const stranger = { ...customer, reference: 'C-unknown' }
    await expect(tellDecisions(world(), stranger, refusedLoan('L-1'))).rejects.toEqual(
      invalidFor('automated-decision.line-customer'),
    )
    expect(await rowsOf(customer)).toEqual([])
    expect(await factorsOf(customer)).toEqual([])
  })

  it.each([
    ['nothing', [], 'decisions', 'none'],
    [
      '1,001 lines',
      Array.from({ length: 1001 }, (_, nth) => refusedLoan(`L-${nth}`)),
      'decisions',
      'too-many',
    ],
    ['no factor', [refusedLoan('L-1', { factors: [] })], 'decisions.0.factors', 'factors-empty'],
    [
      'a weight that is none',
      [refusedLoan('L-1', { factors: [{ factor: 'income', weight: 7, direction: 'for' }] })],
      'decisions.0.factors.0.weight',
      'weight-unknown',
    ],
    [
      'a direction that is none',
      [refusedLoan('L-1', { factors: [{ factor: 'income', weight: 'slight', direction: 'up' }] })],
      'decisions.0.factors.0.direction',
      'direction-unknown',
    ],
    [
      'an outcome that is none',
      [refusedLoan('L-1', { outcome: 'maybe' })],
      'decisions.0.outcome',
      'outcome-unknown',
    ],
    ['words for an id', [refusedLoan('несие 7')], 'decisions.0.id', 'id'],
    ['words for a time', [refusedLoan('L-1', { decidedAt: 'today' })], 'decisions.0.decidedAt', 'time'],
  ])('a call of decisions with %s is refused', async (_, lines, path, key) => {
    const customer = await freshCustomer(world())
    await expect(tellDecisions(world(), customer, ...lines)).rejects.toEqual(
      invalidAt(path, `automated-decision.${key}`),
    )
  })

  it('decisions are recorded by systems alone', async () => {
    const customer = await freshCustomer(world())
    const input = { decisions: [{ customer: customer.reference, ...refusedLoan('L-1') }] }
    const others = [customer, world().visitor(), world().staff(customer.subject), world().worker()]
    for (const ctx of others)
      await expect(recordAutomatedDecisions(ctx, input)).rejects.toEqual(refusal('forbidden'))
  })

  it('a decision that several calls say at the same time is written once', async () => {
    const customer = await freshCustomer(world())
    const lines = [refusedLoan('L-1'), refusedLoan('L-2')]
    const calls = [lines, lines.toReversed(), lines]
    const told = await Promise.all(calls.map((some) => tellDecisions(world(), customer, ...some)))
    expect(told.map(({ recorded }) => recorded).sort()).toEqual([0, 0, 2])
    expect(await factorsOf(customer)).toHaveLength(4)
  })

  it('what was recorded is never changed or removed, not even by the owner', async () => {
    const customer = await freshCustomer(world())
    await tellDecisions(world(), customer, refusedLoan('L-1'))
    const { db } = world()
    for (const table of [automatedDecisions, automatedDecisionFactors]) {
      await expect(db.delete(table).where(eq(table.customerId, customer.subject))).rejects.toThrow()
      await expect(db.update(table).set({ customerId: customer.subject })).rejects.toThrow()
    }
    expect(await factorsOf(customer)).toHaveLength(2)
  })
})
