import { asc, eq } from 'drizzle-orm'
import { beforeAll, expect, it } from 'vitest'
import { automatedDecisionFactors, automatedDecisions } from '#db/schema/automated-decisions.ts'
import { refusedLoan, tellDecisions } from '#testing/automated-decisions.ts'
import { freshCustomer } from '#testing/customers.ts'
import { addSystems, crm, idOf, logOf, person, runAll, send, take } from '#testing/imports.ts'
import { onBothEngines, type World } from '#testing/world.ts'
import { listImportFaults } from './list-import-faults.ts'

const deciding = (customer: string, id: string, more: object = {}) => ({
  kind: 'automated-decision',
  customer,
  ...refusedLoan(id, more),
})

/** What is kept of a customer's decisions, without the ids. */
async function keptOf({ db }: World, customerId: string) {
  const rows = await db
    .select({ row: automatedDecisions, factor: automatedDecisionFactors })
    .from(automatedDecisions)
    .innerJoin(automatedDecisionFactors, eq(automatedDecisionFactors.decisionId, automatedDecisions.id))
    .where(eq(automatedDecisions.customerId, customerId))
    .orderBy(asc(automatedDecisions.reference), asc(automatedDecisionFactors.factor))
  return rows.map(({ row, factor }) => {
    const { customerId: _, id: __, recordedAt: ___, ...said } = row
    return { ...said, factor: factor.factor, weight: factor.weight, direction: factor.direction }
  })
}

onBothEngines('decisions of programs in an import', (world) => {
  beforeAll(() => addSystems(world()))

  it('lines leave the same rows as the call, once, and one entry in the log of a chunk', async () => {
    const lines = [deciding('A-0', 'L-1'), deciding('A-0', 'L-2', { outcome: 'granted' })]
    const first = await take(world(), person(0, 'A-0'), ...lines, lines[0] as object)
    expect(first.faults).toEqual([])
    expect(first.lines).toMatchObject({ changed: 3, unchanged: 1, bad: 0 })
    expect((await take(world(), ...lines)).lines).toMatchObject({ changed: 0, unchanged: 2, bad: 0 })
    const customer = await freshCustomer(world())
    await tellDecisions(world(), customer, refusedLoan('L-1'), refusedLoan('L-2', { outcome: 'granted' }))
    const kept = await keptOf(world(), await idOf(world(), 'A-0'))
    expect(kept).toHaveLength(4)
    expect(kept).toEqual(await keptOf(world(), customer.subject))
    expect((await logOf(world(), 'A-0')).map(({ action, detail }) => [action, detail])).toEqual([
      ['automated-decisions.recorded', { count: 2 }],
      ['customer.registered', {}],
    ])
  })

  it('each bad line is named and stops none of the others', async () => {
    const { faults, lines } = await take(
      world(),
      person(1, 'A-1'),
      deciding('A-1', 'L-1', { decision: 'horoscope' }),
      deciding('A-1', 'L-2', { factors: [{ factor: 'device', weight: 'slight', direction: 'for' }] }),
      deciding('nobody', 'L-3'),
      deciding('A-1', 'L-4'),
      deciding('A-1', 'L-4', { outcome: 'granted' }),
      deciding('A-1', 'L-5', { decidedAt: '2030-01-01T00:00:00Z' }),
    )
    expect(faults).toEqual([
      { line: 2, path: 'decision', reason: 'automated-decision.line-kind' },
      { line: 3, path: 'factors', reason: 'automated-decision.line-factor' },
      { line: 4, path: 'customer', reason: 'import.customer-unknown' },
      { line: 6, path: 'id', reason: 'automated-decision.line-other' },
      { line: 7, path: 'decidedAt', reason: 'automated-decision.line-time' },
    ])
    expect(lines).toMatchObject({ changed: 2, bad: 5 })
  })

  it('a key that does not permit them takes no such line', async () => {
    await take(world(), person(2, 'A-2'))
    const { id } = await send(crm(world()), [deciding('A-2', 'L-1')])
    await runAll(world())
    const { faults } = await listImportFaults(crm(world()), { id })
    expect(faults).toEqual([{ line: 1, path: 'kind', reason: 'import.not-permitted' }])
  })
})
