import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findDeskLook, recordMissingLook } from './find-look.ts'
import { clocked } from './looks.ts'
import { stateOf } from './rules.ts'
import { type LookState, lookInput } from './schema.ts'

/**
 * The state of a look and the number of its steps, which an open page asks for every second. Agents may watch their own
 * looks, supervisors and officers any.
 * @throws DomainError `invalid`, `not-found`
 */
export const watchLook = verb(
  'looks:ask',
  lookInput,
  async (ctx, { lookId }): Promise<{ state: LookState; steps: number }> => {
    const look = await recordMissingLook(ctx, lookId, () => read(ctx, (tx) => findDeskLook(ctx, tx, lookId)))
    return { state: stateOf(clocked(look), ctx.now), steps: look.steps.length }
  },
)
