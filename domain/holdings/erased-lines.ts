import type { KeyObject } from 'node:crypto'
import { scheduler } from 'node:timers/promises'
import type { tombstones } from '#db/schema/deletions.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import type { KeyedCustomer } from '../customers/known-customers.ts'
import { heldName, type LineAbout, turnLines } from '../plan.ts'
import { isErased, type Stones, tombstoneKey, tombstonesOf } from '../tombstones.ts'
import type { HeldRow } from './holding-row.ts'
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
  const met = lines.filter(({ customer, line }) => stones.get(heldName(customer.id, line.field))?.erasedAt)
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

/** The tombstones of values that lines replace and that an approved deletion is to erase: they must not come back after it. */
export function stonesOfReplaced(
  { now: at }: Ctx,
  former: readonly HeldRow[],
  keys: ReadonlyMap<string, KeyObject>,
  stones: Stones,
): (typeof tombstones.$inferInsert)[] {
  const toErase = former.filter(({ customerId, field }) => stones.get(heldName(customerId, field))?.isToErase)
  return [...Map.groupBy(toErase, ({ customerId }) => customerId)].flatMap(([customerId, rows]) => {
    const key = keys.get(customerId)
    if (!key) return []
    const values = rows.map(({ id, field, valueSealed }) => {
      return { customerId, field, value: openText(key, valueSealed, `holdings:${id}:value`) }
    })
    return tombstonesOf(tombstoneKey(key), stones, values, { at, replaced: true })
  })
}
