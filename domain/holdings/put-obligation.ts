import { randomUUIDv7 } from 'node:crypto'
import { obligations } from '#db/schema/holdings.ts'
import { requireSubject } from '../access.ts'
import { isDayAhead } from '../ahead.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
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
  async (ctx, { id = randomUUIDv7(), kind, contract, openedOn, closedOn }): Promise<{ id: string }> => {
    const customerId = requireSubject(ctx)
    if (isDayAhead(openedOn, ctx.now)) throw invalid('openedOn', 'obligation.date')
    if (closedOn && isDayAhead(closedOn, ctx.now)) throw invalid('closedOn', 'obligation.date')
    await change(ctx, async (tx) => {
      const key = await customerKey(ctx, tx)
      const told = {
        kind,
        openedOn,
        closedOn,
        contractSealed: seal(key, contract, `obligations:${id}:contract`),
      }
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
