import type { LookPage } from '#db/schema/looks.ts'
import { lookPages } from '#db/schema/looks.ts'
import { emit } from '../emit.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { requireFreshSignIn } from '../staff/staff-step-up.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { takeLookStep } from './looks.ts'
import { lookInput } from './schema.ts'

/**
 * Begins a granted look, in this staff session and no other, right after the agent has signed in again. Its minutes run
 * from now on and cannot be extended.
 * @returns the first page that may be opened.
 * @throws DomainError `step-up` without a fresh sign-in; `not-found`; `locked` when it was not granted; `conflict`
 */
export const startLook = verb(
  'looks:start',
  lookInput,
  async (ctx, { lookId }): Promise<{ page: LookPage }> => {
    requireFreshSignIn(ctx)
    return recordMissingLook(ctx, lookId, () =>
      change(ctx, async (tx) => {
        const look = await findLook(ctx, tx, lookId)
        await takeLookStep(ctx, tx, look, 'started')
        const own = { ...ctx, subject: look.row.customerId }
        await record(own, tx, { action: 'look.started', objectId: lookId })
        await emit(own, tx, 'look.started', lookId)
        await queueNotice(own, tx, 'look-started', { look: lookId })
        return { page: lookPages.find((page) => look.row.pages.includes(page)) ?? 'overview' }
      }),
    )
  },
)
