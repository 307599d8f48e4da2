import { recordAutomatedDecisions } from '#domain/automated-decisions/record-automated-decisions.ts'
import type { Subject } from './customers.ts'
import { testNow, type World } from './world.ts'

export interface Said {
  id: string
  [name: string]: unknown
}

/** A loan that a program refused, as its system says it. */
export const refusedLoan = (id: string, more: object = {}): Said => ({
  id,
  decision: 'loan-application',
  outcome: 'refused',
  factors: [
    { factor: 'income', weight: 'slight', direction: 'for' },
    { factor: 'repayment', weight: 'strong', direction: 'against' },
  ],
  decidedAt: testNow,
  ...more,
})

/** Says decisions about a customer. */
export const tellDecisions = (world: World, { reference: customer }: Subject, ...decisions: object[]) =>
  recordAutomatedDecisions(world.system(), { decisions: decisions.map((one) => ({ customer, ...one })) })
