import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findAnyLook, recordMissingLook } from './find-look.ts'
import { takeLookStep } from './looks.ts'
import { approvalsNeeded } from './rules.ts'
import { answerLookInput } from './schema.ts'

/**
 * Approves or refuses a break-glass look. The second approval grants it; the two must come from different supervisors or
 * officers, and from neither the agent who asked.
 * @throws DomainError `not-found`; `locked` for one's own look, for one already approved by oneself, and for a look that
 *   waits for its customer; `conflict`
 */
export const approveLook = verb('looks:approve', answerLookInput, async (ctx, input): Promise<void> => {
  const { staffId } = ctx.actor
  const { lookId, answer } = input
  await recordMissingLook(ctx, lookId, () =>
    change(ctx, async (tx) => {
      const look = await findAnyLook(tx, lookId)
      const { row, steps } = look
      if (row.kind !== 'break-glass') throw locked('look.customers-answer')
      if (row.staffId === staffId) throw locked('look.own-request')
      const approvals = steps.filter(({ kind }) => kind === 'approved')
      if (approvals.some((one) => one.actorId === staffId)) throw locked('look.approved-already')
      const enough = approvals.length + 1 >= approvalsNeeded
      const step = answer === 'refuse' ? 'refused' : enough ? 'granted' : 'approved'
      await takeLookStep(ctx, tx, look, step)
      const own = { ...ctx, subject: row.customerId }
      await record(own, tx, { action: `look.${step}`, objectId: lookId })
    }),
  )
})
