import { catalogue } from '#policy/load.ts'
import { issuesOf, recordLines } from '../reported-lines.ts'
import { verb } from '../verb.ts'
import { planAutomatedDecisions } from './plan-automated-decisions.ts'
import { faultFinder } from './rules.ts'
import { type RecordedAutomatedDecisions, recordAutomatedDecisionsInput } from './schema.ts'

/**
 * Records what programs have decided about customers, up to 1,000 decisions at once: all of them or none. One that was
 * recorded before is not written again; one with the id of another and other content is refused.
 * @throws DomainError `invalid`, each fault naming its line.
 */
export const recordAutomatedDecisions = verb(
  'automated-decisions:record',
  recordAutomatedDecisionsInput,
  ({ now }, { decisions = [] }) => issuesOf('decisions', decisions, faultFinder(catalogue(), now)),
  async (ctx, { decisions }): Promise<RecordedAutomatedDecisions> =>
    recordLines(ctx, decisions, {
      table: 'automated_decisions',
      list: 'decisions',
      plan: (tx, lines) => planAutomatedDecisions(ctx, tx, lines, new Map()),
      unknownCustomer: { path: 'customer', key: 'automated-decision.line-customer' },
      nothingNew: { action: 'automated-decisions.recorded', detail: { count: 0 } },
    }),
)
