import { catalogue } from '#policy/load.ts'
import { issuesOf, recordLines } from '../reported-lines.ts'
import { verb } from '../verb.ts'
import { planDisclosures } from './plan-disclosures.ts'
import { faultFinder } from './rules.ts'
import { type RecordedDisclosures, recordDisclosuresInput } from './schema.ts'

/**
 * Records disclosures to recipients, up to 1,000 at once: all of them or none. One that was recorded before is not
 * written again; one with the id of another and other content is refused.
 * @throws DomainError `invalid`, each fault naming its line.
 */
export const recordDisclosures = verb(
  'disclosures:record',
  recordDisclosuresInput,
  ({ now }, { disclosures = [] }) => issuesOf('disclosures', disclosures, faultFinder(catalogue(), now)),
  async (ctx, { disclosures }): Promise<RecordedDisclosures> =>
    recordLines(ctx, disclosures, {
      table: 'disclosures',
      list: 'disclosures',
      plan: (tx, lines) => planDisclosures(ctx, tx, lines, new Map()),
      seals: ({ to }) => to !== undefined,
      unknownCustomer: { path: 'customer', key: 'disclosure.line-customer' },
      nothingNew: { action: 'disclosures.recorded', detail: { count: 0 } },
    }),
)
