import { verb } from '../verb.ts'
import { unblockInput } from './schema.ts'
import { takeOwnMeasure } from './take-own-measure.ts'

/**
 * Lifts the block of a customer's sign-in, for a system of the bank. A code that was asked for before signs nobody in.
 * @throws DomainError `invalid`
 */
export const unblockSignIn = verb('measures:take', unblockInput, async (ctx, { reason }) => {
  const { blockedSince } = await takeOwnMeasure(ctx, 'unblock', reason)
  return { blockedSince }
})
