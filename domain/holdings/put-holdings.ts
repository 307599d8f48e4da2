import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { findKeyedCustomer } from '../customers/known-customers.ts'
import { type Issue, refuseIfAny } from '../errors.ts'
import { record } from '../record.ts'
import { change, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { asKept, fieldIds, holdingFault, identityFault } from './holding-faults.ts'
import { planHoldings } from './plan-holdings.ts'
import { type HoldingInput, putHoldingsInput } from './schema.ts'

/**
 * Stores what a system of the bank holds about the customer: new fields are added, known ones replaced. IIN and phone
 * must be those the customer was registered with, because codes are sent to that number.
 * @returns the number of fields stored.
 * @throws DomainError `invalid`, `not-found`
 */
export const putHoldings = verb(
  'holdings:put',
  putHoldingsInput,
  async (ctx, { holdings }): Promise<{ count: number }> => {
    const customerId = requireSubject(ctx)
    const given = holdings.map(asKept)
    const count = given.length
    refuseIfAny(issuesByThemselves(ctx, given))
    await retryDuplicate('holdings', () =>
      change(ctx, async (tx) => {
        const customer = await findKeyedCustomer(tx, customerId)
        refuseIfAny(issuesOf(given, (one) => identityFault(ctx.keys, customer, one)))
        const lines = given.map((line) => ({ customer, line }))
        const plan = await planHoldings(ctx, tx, lines, new Map())
        await Promise.all([plan.write(tx), record(ctx, tx, { action: 'holdings.put', detail: { count } })])
      }),
    )
    return { count }
  },
)

/** Fields that the catalogue does not know, times in the future, and fields that are given twice. */
function issuesByThemselves({ now }: Ctx, given: readonly HoldingInput[]): Issue[] {
  const fields = fieldIds(catalogue())
  const seen = new Set<string>()
  return issuesOf(given, (one) => {
    const twice = seen.has(one.field)
    seen.add(one.field)
    return holdingFault(fields, now, one) ?? (twice ? { path: 'field', key: 'holding.twice' } : null)
  })
}

/** The faults of the holdings, each with its place in the call. */
const issuesOf = (given: readonly HoldingInput[], faultOf: (one: HoldingInput) => Issue | null): Issue[] =>
  given.flatMap((one, place) => {
    const fault = faultOf(one)
    return fault ? [{ ...fault, path: `holdings.${place}.${fault.path}` }] : []
  })
