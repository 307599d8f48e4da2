import { record } from '../audit/record.ts'
import type { Ctx, LookPage } from '../context.ts'
import { queueNotice } from '../identity/queue-notice.ts'
import { requireFreshSignIn } from '../identity/staff-step-up.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { emit } from '../systems/emit.ts'
import { change } from '../transaction.ts'
import { findLook, notingMissingLook } from './find-look.ts'
import { takeLookStep } from './looks.ts'
import { lookInput, lookPages } from './schema.ts'

/**
 * Begins a granted look, in this staff session and no other, right after its holder has proved who they are. From
 * now on its minutes run, and nothing makes them more.
 * @returns the first page that may be opened.
 * @throws DomainError `step-up` without a fresh sign-in; `not-found`; `locked` when it was not granted; `conflict`
 */
export async function startLook(ctx: Ctx, input: unknown): Promise<{ page: LookPage }> {
  requirePermission(ctx, 'looks:start')
  const { lookId } = parse(lookInput, input)
  requireFreshSignIn(ctx)
  return notingMissingLook(ctx, lookId, () =>
    change(ctx, async (tx) => {
      const look = await findLook(ctx, tx, lookId)
      await takeLookStep(ctx, tx, look, 'started')
      const own = { ...ctx, subject: look.row.customerId }
      await record(own, tx, { action: 'look.started', objectId: lookId })
      await emit(own, tx, 'look.started', lookId)
      await queueNotice(own, tx, 'look-started')
      return { page: lookPages.find((page) => look.row.pages.includes(page)) ?? 'overview' }
    }),
  )
}
