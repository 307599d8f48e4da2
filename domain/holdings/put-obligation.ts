import { randomUUIDv7 } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { obligations } from '#db/schema/holdings.ts'
import { requireSubject } from '../access.ts'
import { isDayAhead } from '../ahead.ts'
import type { Ctx } from '../context.ts'
import { openText, seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { putObligationInput } from './schema.ts'

/**
 * Stores a contract whose open obligation forbids withdrawing a consent (Law 94-V, art. 8(2)), or its end. Storing the
 * same again changes nothing.
 * @throws DomainError `invalid`, `not-found` when there is no such customer
 */
export const putObligation = verb(
  'holdings:put',
  putObligationInput,
  async (ctx, { id = randomUUIDv7(), ...input }): Promise<{ id: string }> => {
    const customerId = requireSubject(ctx)
    const { kind, contract, openedOn, closedOn } = input
    if (isDayAhead(openedOn, ctx.now)) throw invalid('openedOn', 'obligation.date')
    if (closedOn && isDayAhead(closedOn, ctx.now)) throw invalid('closedOn', 'obligation.date')
    if (await isHeld(ctx, id, input)) return { id }
    await change(ctx, async (tx) => {
      const key = await customerKey(ctx, tx)
      const told = { kind, openedOn, closedOn, contractSealed: seal(key, contract, placeOf(id)) }
      await tx
        .insert(obligations)
        .values({ customerId, id, ...told })
        .onConflictDoUpdate({ target: [obligations.customerId, obligations.id], set: told })
      const detail = { kind, open: closedOn === null }
      await record(ctx, tx, { action: 'obligation.put', objectId: id, detail })
    })
    return { id }
  },
)

const placeOf = (id: string) => `obligations:${id}:contract`

/** Whether exactly this is stored already. */
const isHeld = (
  ctx: Ctx,
  id: string,
  put: Omit<z.output<typeof putObligationInput>, 'id'>,
): Promise<boolean> =>
  read(ctx, async (tx) => {
    const own = and(eq(obligations.customerId, requireSubject(ctx)), eq(obligations.id, id))
    const [held] = await tx.select().from(obligations).where(own)
    if (held?.kind !== put.kind || held.openedOn !== put.openedOn || held.closedOn !== put.closedOn)
      return false
    return openText(await customerKey(ctx, tx), held.contractSealed, placeOf(id)) === put.contract
  })
