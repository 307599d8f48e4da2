import { lookPages } from '#db/schema/looks.ts'
import { locked } from '../errors.ts'
import { signInState } from '../sign-in-state.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { conflictOfInterest } from './conflict-of-interest.ts'
import { givenBy, openGround } from './ground.ts'
import { maskedCustomers } from './masked-customers.ts'
import { type LookFormView, lookMinutes, prepareLookInput } from './schema.ts'

/**
 * The view of the form for a look at the customer of a complaint, request or contact.
 * @throws DomainError `invalid` on `reference`; `locked` when no look can be asked for
 */
export const prepareLook = verb('looks:ask', prepareLookInput, async (ctx, input): Promise<LookFormView> => {
  const { staffId } = ctx.actor
  return read(ctx, async (tx) => {
    const ground = await openGround(ctx, tx, input.reference)
    const { type, reference, customerId } = ground
    const [why, { blockedSince }, masked] = await Promise.all([
      conflictOfInterest(tx, staffId, customerId),
      signInState(tx, customerId),
      maskedCustomers(ctx, tx, [customerId]),
    ])
    if (why) throw locked(why)
    if (blockedSince) throw locked('look.sign-in-blocked')
    const customer = masked.get(customerId)?.name ?? null
    const offered = { pages: lookPages, minutes: lookMinutes, ...givenBy(ground) }
    return { type, reference, customer, ...offered }
  })
})
