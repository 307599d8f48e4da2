import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findDeskLook, recordMissingLook } from './find-look.ts'
import { clocked, type Look, takeLookStep } from './looks.ts'
import { stateOf } from './rules.ts'
import { lookInput } from './schema.ts'

/**
 * Ends a look at once, for its customer, for the agent who looks, or for a supervisor or officer. Before it has begun,
 * the agent withdraws the request.
 * @throws DomainError `not-found`; `locked` when it is already over; `conflict`
 */
export const endLook = verb('looks:end', lookInput, async (ctx, { lookId }): Promise<void> => {
  await recordMissingLook(ctx, lookId, () =>
    change(ctx, async (tx) => {
      const look = await findDeskLook(ctx, tx, lookId)
      const step = stepFor(ctx, look)
      await takeLookStep(ctx, tx, look, step)
      const own = { ...ctx, subject: look.row.customerId }
      await record(own, tx, { action: `look.${step}`, objectId: lookId })
      if (step === 'ended') await tellOfEnd(own, tx, look)
    }),
  )
})

function stepFor(ctx: Ctx, look: Look): 'ended' | 'withdrawn' {
  const mine = ctx.actor.kind === 'staff' && ctx.actor.staffId === look.row.staffId
  return mine && stateOf(clocked(look), ctx.now) !== 'running' ? 'withdrawn' : 'ended'
}

/** Tells the bank's systems and the customer that a look which had begun is over. @param ctx about its customer */
export async function tellOfEnd(ctx: Ctx, tx: Tx, { row, steps }: Look): Promise<void> {
  if (!steps.some(({ kind }) => kind === 'started')) return
  await emit(ctx, tx, 'look.ended', row.id)
  await queueNotice(ctx, tx, 'look-ended', { look: row.id })
}
