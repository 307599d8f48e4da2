import { eq } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import { type Ctx, handedOut } from '../context.ts'
import { locked, notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { conflictOfInterest } from './conflict-of-interest.ts'
import { findSearched } from './find-searched.ts'
import { maskedCustomers } from './masked-customers.ts'
import { atSearchInput, type SearchedView } from './schema.ts'

/**
 * The desk's context for one customer whom the member of staff has just found, and what is shown of them.
 * @throws DomainError `invalid`, `not-found` for another's search; `locked` when the search is too old, and for oneself or
 *   a relative: a colleague writes down what they bring
 */
export const atSearch = verb(
  'customers:find',
  atSearchInput,
  async (ctx, { searchId }): Promise<{ ctx: Ctx & { subject: string }; view: SearchedView }> => {
    return read(ctx, async (tx) => {
      const subject = await findSearched(ctx, tx, searchId)
      const [why, masked, [customer]] = await Promise.all([
        conflictOfInterest(tx, ctx.actor.staffId, subject),
        maskedCustomers(ctx, tx, [subject]),
        tx.select({ locale: customers.locale }).from(customers).where(eq(customers.id, subject)),
      ])
      if (why === 'look.oneself') throw locked('search.oneself')
      if (why === 'look.relative') throw locked('search.relative')
      const found = masked.get(subject)
      if (!found || !customer) throw notFound()
      const view = { searchId, customer: found.name, locale: customer.locale }
      return { ctx: { ...handedOut<Ctx>(ctx), subject }, view }
    })
  },
)
