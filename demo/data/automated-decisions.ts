import { recordAutomatedDecisions } from '#domain/automated-decisions/record-automated-decisions.ts'
import type { AutomatedDecisionLine } from '#domain/automated-decisions/schema.ts'
import { type DemoCustomer, type DemoWorld, demoReference } from './world.ts'

interface Story extends Omit<AutomatedDecisionLine, 'decidedAt'> {
  customer: DemoCustomer
  /** How many days ago it was decided. */
  days: number
}

/** A loan application keeps to the time at which `consents.ts` gives the consent to it. */
const stories: Story[] = [
  {
    customer: 'gulsim',
    days: 75,
    id: 'L-20611',
    decision: 'loan-application',
    outcome: 'granted-in-part',
    factors: [
      { factor: 'income', weight: 'strong', direction: 'against' },
      { factor: 'repayment', weight: 'moderate', direction: 'for' },
      { factor: 'account-movements', weight: 'slight', direction: 'for' },
    ],
  },
  {
    customer: 'gulsim',
    days: 20,
    id: 'T-884120',
    decision: 'transfer-check',
    outcome: 'suspended',
    factors: [
      { factor: 'payee', weight: 'strong', direction: 'against' },
      { factor: 'amount-and-time', weight: 'moderate', direction: 'against' },
      { factor: 'device', weight: 'slight', direction: 'for' },
    ],
  },
  {
    customer: 'late',
    days: 31,
    id: 'T-870034',
    decision: 'transfer-check',
    outcome: 'refused',
    factors: [
      { factor: 'sign-in', weight: 'strong', direction: 'against' },
      { factor: 'payee', weight: 'moderate', direction: 'against' },
    ],
  },
]

/** What programs decided about the demo's customers, told by the bank's system when they decided it. */
export async function demoAutomatedDecisions(world: DemoWorld): Promise<void> {
  for (const { customer, days, ...said } of stories) {
    const decidedAt = world.daysAgo(days)
    const decisions = [{ customer: demoReference(customer), ...said, decidedAt }]
    await recordAutomatedDecisions(world.system(customer, decidedAt), { decisions })
  }
}
