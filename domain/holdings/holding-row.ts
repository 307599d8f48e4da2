import type { KeyObject } from 'node:crypto'
import type { holdings } from '#db/schema/holdings.ts'
import type { Ctx } from '../context.ts'
import { type Keys, seal } from '../crypto.ts'
import type { HoldingInput } from './schema.ts'

export type HeldRow = typeof holdings.$inferInsert

/** The row of a holding that a system sends. Its value is sealed to the row's id, so a known field keeps its id. */
export function holdingRow(
  ctx: Ctx,
  key: KeyObject,
  row: { customerId: string; id: string },
  given: HoldingInput,
): HeldRow {
  return {
    ...row,
    field: given.field,
    valueSealed: seal(key, given.value, `holdings:${row.id}:value`),
    quantity: given.quantity ?? null,
    obtainedAt: given.obtainedAt ?? ctx.now,
    obtainedVia: given.obtainedVia,
    updatedAt: ctx.now,
  }
}

/** Whether an IIN or a phone number is the one the customer is registered with; codes are sent to that number. */
export function fitsIdentity(
  keys: Keys,
  registered: { iinHash: string; phoneHash: string },
  { field, value }: Pick<HoldingInput, 'field' | 'value'>,
): boolean {
  if (field === 'iin') return keys.lookups('iin', value).includes(registered.iinHash)
  if (field === 'phone') return keys.lookups('phone', value).includes(registered.phoneHash)
  return true
}
