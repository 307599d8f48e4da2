import { type KeyObject, randomUUIDv7 } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { obligations } from '#db/schema/holdings.ts'
import { requireSubject } from '../access.ts'
import { isDayAhead } from '../ahead.ts'
import type { Ctx } from '../context.ts'
import { openText, seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { type Issue, invalid } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { putObligationInput } from './schema.ts'

/**
 * Stores a contract whose open obligation forbids withdrawing a consent (Law 94-V, art. 8(2)), or its end. Storing the
 * same again changes nothing; of a contract that was told before, only the end may differ.
 * @throws DomainError `invalid`, also on `id` for that of another contract; `not-found` when there is no such customer
 */
export const putObligation = verb(
  'holdings:put',
  putObligationInput,
  faultsOf,
  async (ctx, { id = randomUUIDv7(), ...input }): Promise<{ id: string }> => {
    const customerId = requireSubject(ctx)
    const { kind, contract, openedOn, closedOn } = input
    const isHeld = await read(ctx, async (tx) => {
      const own = and(eq(obligations.customerId, customerId), eq(obligations.id, id))
      const [held] = await tx.select().from(obligations).where(own)
      return held?.closedOn === closedOn && isOf(held, input, await customerKey(ctx, tx))
    })
    if (isHeld) return { id }
    await change(ctx, async (tx) => {
      const key = await customerKey(ctx, tx)
      const contractSealed = seal(key, contract, placeOf(id))
      const [put] = await tx
        .insert(obligations)
        .values({ customerId, id, kind, openedOn, closedOn, contractSealed })
        .onConflictDoUpdate({ target: [obligations.customerId, obligations.id], set: { closedOn } })
        .returning()
      if (!put || !isOf(put, input, key)) throw invalid('id', 'obligation.other')
      const detail = { kind, open: closedOn === null }
      await record(ctx, tx, { action: 'obligation.put', objectId: id, detail })
    })
    return { id }
  },
)

/** Days that have not begun yet, and an end before the beginning. */
function faultsOf(
  { now }: Ctx,
  { openedOn, closedOn }: WellFormed<z.output<typeof putObligationInput>>,
): Issue[] {
  const endsFirst = openedOn && closedOn && closedOn < openedOn
  return [
    ...(openedOn && isDayAhead(openedOn, now) ? [{ path: 'openedOn', key: 'obligation.date' }] : []),
    ...(closedOn && (endsFirst || isDayAhead(closedOn, now))
      ? [{ path: 'closedOn', key: 'obligation.date' }]
      : []),
  ]
}

const placeOf = (id: string) => `obligations:${id}:contract`

/** Whether a row is of the obligation that is put; it may have ended since. */
const isOf = (
  row: typeof obligations.$inferSelect,
  put: Omit<z.output<typeof putObligationInput>, 'id'>,
  key: KeyObject,
): boolean =>
  row.kind === put.kind &&
  row.openedOn === put.openedOn &&
  openText(key, row.contractSealed, placeOf(row.id)) === put.contract
