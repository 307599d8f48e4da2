import { and, eq } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'
import { may } from '../access.ts'
import { openText, seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { forbidden, notFound } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { hideAfterSeconds, type Revealed } from '../mask.ts'
import { fieldNamed, fieldOfRow } from '../policies/field-of-row.ts'
import { record } from '../record.ts'
import { verb } from '../verb.ts'
import { runInLook } from './open-page.ts'
import { revealForLookInput } from './schema.ts'

const revealLimit = { name: 'look-reveal', max: 20, seconds: 60 * 60 }

/**
 * Reveals one value in a look, for a reason that goes into the customer's log word for word. The log row is written in
 * the transaction that reads the value, so without the one there is not the other.
 * @throws DomainError `invalid` on `reason`; `not-found` for an unknown field or one the bank does not hold; `forbidden`
 *   for a field that is never shown, and when the data page was not granted; `locked` as in `openPage`; `too-many`
 */
export const revealForLook = verb(
  'looks:open',
  revealForLookInput,
  async (ctx, { lookId, field, reason }): Promise<Revealed> => {
    await takeTry(ctx, [{ limit: revealLimit, who: ctx.actor.staffId }])
    return runInLook(ctx, { lookId, page: 'data' }, async (support, tx) => {
      if (!may(support, 'holdings:reveal-for-look')) throw forbidden()
      if (fieldNamed(field)?.neverReveal) throw forbidden()
      const [key, [row]] = await Promise.all([
        customerKey(support, tx),
        tx
          .select({ id: holdings.id, sealed: holdings.valueSealed, updatedAt: holdings.updatedAt })
          .from(holdings)
          .where(and(eq(holdings.customerId, support.subject), eq(holdings.field, field))),
      ])
      const known = row && (await fieldOfRow(tx, field, row.updatedAt))
      if (!row || !known) throw notFound()
      if (known.neverReveal) throw forbidden()
      const sealed = Buffer.from(seal(key, reason, `audit_log:${lookId}:reason`)).toString('base64')
      await record(support, tx, {
        action: 'look.value-opened',
        objectId: lookId,
        detail: { field, reasonSealed: sealed },
      })
      const value = openText(key, row.sealed, `holdings:${row.id}:value`)
      return { field, value, rule: known.mask, hideAfterSeconds }
    })
  },
)
