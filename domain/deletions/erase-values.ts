import type { KeyObject } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { tombstones } from '#db/schema/deletions.ts'
import { holdings } from '#db/schema/holdings.ts'
import { caseChanges } from '#db/schema/tasks.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { openChange } from '../tasks/read-changes.ts'
import { stonesAmong, tombstoneKey, tombstonesOf } from '../tombstones.ts'
import type { Line } from './rules.ts'

/** A value of a kind of data that is gone. */
interface Erased {
  field: string
  value: string
}

/**
 * Erases what is held of the kinds of data that no system refuses to erase, and what a correction changed of them; leaves of
 * each value a tombstone.
 * @returns how many entries each collection had, by its field
 */
export async function eraseValues(
  ctx: Ctx & { subject: string },
  tx: Tx,
  lines: readonly Line[],
): Promise<Map<string, number | null>> {
  const { subject: customerId, now } = ctx
  const fields = lines.filter(({ fate }) => fate === 'erased').map(({ field }) => field)
  if (fields.length === 0) return new Map()
  const key = await customerKey(ctx, tx)
  const held = await tx
    .delete(holdings)
    .where(and(eq(holdings.customerId, customerId), inArray(holdings.field, fields)))
    .returning()
  const changes = await tx
    .delete(caseChanges)
    .where(and(eq(caseChanges.customerId, customerId), inArray(caseChanges.field, fields)))
    .returning()
  const values = [...valuesOf(key, held), ...formerValuesOf(key, changes)]
  const before = await stonesAmong(
    tx,
    fields.map((field) => ({ customerId, field })),
  )
  const erased = values.map((one) => ({ customerId, ...one }))
  const stones = tombstonesOf(tombstoneKey(key), before, erased, { at: now })
  if (stones.length > 0) await tx.insert(tombstones).values(stones)
  return new Map(held.map(({ field, quantity }) => [field, quantity]))
}

const valuesOf = (key: KeyObject, rows: (typeof holdings.$inferSelect)[]): Erased[] =>
  rows.map(({ id, field, valueSealed }) => ({
    field,
    value: openText(key, valueSealed, `holdings:${id}:value`),
  }))

const formerValuesOf = (key: KeyObject, rows: (typeof caseChanges.$inferSelect)[]): Erased[] =>
  rows.flatMap((row) => {
    const { before, after } = openChange(key, row)
    return [before, after].flatMap((value) => (value === null ? [] : [{ field: row.field, value }]))
  })
