import { and, eq } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'
import { requireSubject } from '../access.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { forbidden, notFound } from '../errors.ts'
import { requireFreshCode } from '../fresh-code.ts'
import { takeTry } from '../limits.ts'
import { hideAfterSeconds, type Revealed } from '../mask.ts'
import { fieldNamed, fieldOfRow } from '../policies/field-of-row.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { revealInput } from './schema.ts'

const revealLimits = [
  { name: 'reveal', max: 30, seconds: 60 },
  { name: 'reveal-day', max: 500, seconds: 24 * 60 * 60 },
]

/**
 * Reveals a value whole to the customer. The audit row is written in the transaction that reads the value, so without
 * the one there is not the other.
 * @throws DomainError `step-up`, `not-found` for an unknown field or one the bank does not hold, `forbidden` for a field
 *   that is never shown, `too-many`
 */
export const reveal = verb('holdings:reveal', revealInput, async (ctx, { field }): Promise<Revealed> => {
  const customerId = requireSubject(ctx)
  requireFreshCode(ctx)
  await takeTry(
    ctx,
    revealLimits.map((limit) => ({ limit, who: customerId })),
  )
  if (fieldNamed(field)?.neverReveal) throw forbidden()
  return change(ctx, async (tx) => {
    const [row] = await tx
      .select({ id: holdings.id, sealed: holdings.valueSealed, updatedAt: holdings.updatedAt })
      .from(holdings)
      .where(and(eq(holdings.customerId, customerId), eq(holdings.field, field)))
    const known = row && (await fieldOfRow(tx, field, row.updatedAt))
    if (!row || !known) throw notFound()
    if (known.neverReveal) throw forbidden()
    await record(ctx, tx, { action: 'holding.revealed', objectId: row.id, detail: { field } })
    const value = openText(await customerKey(ctx, tx), row.sealed, `holdings:${row.id}:value`)
    return { field, value, rule: known.mask, hideAfterSeconds }
  })
})
