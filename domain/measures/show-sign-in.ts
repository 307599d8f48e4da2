import { notFound } from '../errors.ts'
import { findSearched } from '../looks/find-searched.ts'
import { maskedCustomers } from '../looks/masked-customers.ts'
import { signInState } from '../sign-in-state.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingMeasure, requireUnrelated } from './find-measure.ts'
import { possibleKinds } from './rules.ts'
import { type SignInView, searchInput } from './schema.ts'
import { readWaiting, waitingOf, waitingViews } from './waiting.ts'

/**
 * The sign-in of a customer whom the member of staff has just found: whether it is blocked, and what waits.
 * @throws DomainError `not-found`; `locked` when the search is too old, and for oneself or a relative
 */
export const showSignIn = verb(
  'measures:ask',
  searchInput,
  async (ctx, { searchId }): Promise<SignInView> =>
    recordMissingMeasure(ctx, searchId, () =>
      read(ctx, async (tx) => {
        const customerId = await findSearched(ctx, tx, searchId)
        await requireUnrelated(tx, ctx.actor.staffId, customerId)
        const [{ blockedSince }, masked, rows] = await Promise.all([
          signInState(tx, customerId),
          maskedCustomers(ctx, tx, [customerId]),
          readWaiting(ctx, tx, waitingOf(customerId)),
        ])
        const customer = masked.get(customerId)
        if (!customer) throw notFound()
        const waiting = waitingViews(ctx, rows, masked)
        const kinds = possibleKinds(blockedSince).filter((kind) => !waiting.some((one) => one.kind === kind))
        return { searchId, customer: customer.name, blockedSince, kinds, waiting }
      }),
    ),
)
