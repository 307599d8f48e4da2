import { and, eq } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'
import { may } from '../access.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { forbidden, notFound } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { hideAfterSeconds, type Revealed } from '../mask.ts'
import { fieldNamed, fieldOfRow } from '../policies/field-of-row.ts'
import { record } from '../record.ts'
import { isRestricted } from '../restricted-fields.ts'
import { sealedReason } from '../sealed-reason.ts'
import { verb } from '../verb.ts'
import { runInLook } from './open-page.ts'
import { opensInLook } from './rules.ts'
import { revealForLookInput } from './schema.ts'

const revealLimit = { name: 'look-reveal', max: 20, seconds: 60 * 60 }

/**
 * Reveals one value in a look, for a reason that goes into the customer's log word for word. The log row is written in
 * the transaction that reads the value, so without the one there is not the other. A value that no look shows is logged as
 * tried, and so is one whose use is restricted.
 * @throws DomainError `invalid` on `reason`; `not-found` for an unknown field or one the bank does not hold; `forbidden`
 *   for a field that is never shown or is restricted and for the IIN, and when the data page was not granted; `locked` as in `openPage`; `too-many`
 */
export const revealForLook = verb(
  'looks:open',
  revealForLookInput,
  async (ctx, { lookId, field, reason }): Promise<Revealed> => {
    await takeTry(ctx, [{ limit: revealLimit, who: ctx.actor.staffId }])
    const revealed = await runInLook(ctx, { lookId, page: 'data' }, async (support, tx) => {
      if (!may(support, 'holdings:reveal-for-look')) throw forbidden()
      const refuse = async () => {
        await record(support, tx, { action: 'look.value-refused', objectId: lookId, detail: { field } })
        return null
      }
      const named = fieldNamed(field)
      if (named && !opensInLook(named)) return refuse()
      const [key, unused, [row]] = await Promise.all([
        customerKey(support, tx),
        isRestricted(tx, support.subject, field),
        tx
          .select({ id: holdings.id, sealed: holdings.valueSealed, updatedAt: holdings.updatedAt })
          .from(holdings)
          .where(and(eq(holdings.customerId, support.subject), eq(holdings.field, field))),
      ])
      const known = row && (await fieldOfRow(tx, field, row.updatedAt))
      if (!row || !known) throw notFound()
      if (unused || !opensInLook(known)) return refuse()
      await record(support, tx, {
        action: 'look.value-opened',
        objectId: lookId,
        detail: { field, ...sealedReason(key, lookId, reason) },
      })
      const value = openText(key, row.sealed, `holdings:${row.id}:value`)
      return { field, value, rule: known.mask, hideAfterSeconds }
    })
    if (!revealed) throw forbidden()
    return revealed
  },
)
