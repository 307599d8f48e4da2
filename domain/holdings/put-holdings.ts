import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { findKeyedCustomer } from '../customers/known-customers.ts'
import { type Issue, refuseIfAny } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { inOrder } from '../plan.ts'
import { record } from '../record.ts'
import { lockRestrictions } from '../restricted-fields.ts'
import { change, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { asKept, fieldIds, holdingFaults, identityFault } from './holding-faults.ts'
import { planHoldings } from './plan-holdings.ts'
import { type HoldingInput, putHoldingsInput } from './schema.ts'

/**
 * Stores what a system of the bank holds about the customer: new fields are added, known ones replaced. IIN and phone
 * must be those the customer was registered with, because codes are sent to that number. A restricted field keeps its value.
 * @returns the number of fields stored.
 * @throws DomainError `invalid`, `not-found`
 */
export const putHoldings = verb(
  'holdings:put',
  putHoldingsInput,
  faultsOf,
  async (ctx, { holdings }): Promise<{ count: number }> => {
    const customerId = requireSubject(ctx)
    const given = holdings.map(asKept)
    const count = given.length
    await retryDuplicate('holdings', () =>
      change(ctx, async (tx) => {
        const [customer] = await Promise.all([
          findKeyedCustomer(tx, customerId),
          lockRestrictions(tx, [customerId], 'write'),
        ])
        refuseIfAny(issuesOf(given, (one) => listed(identityFault(ctx.keys, customer, one))))
        const lines = given.map((line) => ({ customer, line }))
        const plan = await planHoldings(ctx, tx, lines, new Map())
        refuseIfAny(
          issuesOf(given, (one) => plan.refused.filter(({ line }) => line === one).map(({ issue }) => issue)),
        )
        await inOrder(plan.write(tx), record(ctx, tx, { action: 'holdings.put', detail: { count } }))
      }),
    )
    return { count }
  },
)

/** Fields that the catalogue does not know, times in the future, and fields that are given twice. */
function faultsOf({ now }: Ctx, { holdings = [] }: WellFormed<{ holdings: HoldingInput[] }>): Issue[] {
  const fields = fieldIds(catalogue())
  const seen = new Set<string>()
  return issuesOf(holdings, (one) => {
    const faults = holdingFaults(fields, now, one)
    const twice = one.field !== undefined && fields.has(one.field) && seen.has(one.field)
    seen.add(one.field ?? '')
    return twice ? [...faults, { path: 'field', key: 'holding.twice' }] : faults
  })
}

const listed = (fault: Issue | null): Issue[] => (fault ? [fault] : [])

/** The faults of the holdings, each with its place in the call. */
const issuesOf = <One>(
  given: readonly (One | undefined)[],
  faultsOf: (one: One) => readonly Issue[],
): Issue[] =>
  given.flatMap((one, place) =>
    (one === undefined ? [] : faultsOf(one)).map((fault) => ({
      ...fault,
      path: `holdings.${place}.${fault.path}`,
    })),
  )
