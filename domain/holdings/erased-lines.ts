import type { KeyObject } from 'node:crypto'
import { scheduler } from 'node:timers/promises'
import type { KeyedCustomer } from '../customers/known-customers.ts'
import { heldName, type LineAbout, turnLines } from '../plan.ts'
import { isErased, type Stones, tombstoneKey } from '../tombstones.ts'
import type { HoldingInput } from './schema.ts'

type About<Line> = LineAbout<KeyedCustomer, Line>

/** The lines with a value that was erased in its field, and those that say to be of a time before it was. */
export async function erasedLines<Line extends HoldingInput>(
  lines: readonly About<Line>[],
  keys: ReadonlyMap<string, KeyObject>,
  stones: Stones,
): Promise<Set<About<Line>>> {
  const erased = new Set<About<Line>>()
  const own = new Map<string, KeyObject>()
  const ownOf = (id: string, key: KeyObject) => own.get(id) ?? tombstoneKey(key)
  const met = lines.filter(({ customer, line }) => stones.has(heldName(customer.id, line.field)))
  for (const [at, one] of met.entries()) {
    if (at % turnLines === turnLines - 1) await scheduler.yield()
    const { customer, line } = one
    const key = keys.get(customer.id)
    if (!key) continue
    const stoneKey = ownOf(customer.id, key)
    own.set(customer.id, stoneKey)
    if (isErased(stoneKey, stones, { customerId: customer.id, field: line.field }, line)) erased.add(one)
  }
  return erased
}
