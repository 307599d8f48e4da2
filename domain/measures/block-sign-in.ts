import { verb } from '../verb.ts'
import { blockInput } from './schema.ts'
import { takeOwnMeasure } from './take-own-measure.ts'

/**
 * Blocks a customer's sign-in at once, for a system of the bank: sessions and looks end, and no code signs the customer in
 * until the block is lifted. A sign-in that is blocked stays so, since when it was.
 * @throws DomainError `invalid`
 */
export const blockSignIn = verb('measures:take', blockInput, async (ctx, { reason }) => {
  const { blockedSince } = await takeOwnMeasure(ctx, 'block', reason)
  return { blockedSince }
})
