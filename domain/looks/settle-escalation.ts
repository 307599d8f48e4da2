import { locked } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findAnyLook, recordMissingLook } from './find-look.ts'
import { awaitsSettlement } from './rules.ts'
import { settleEscalationInput } from './schema.ts'
import { tellCustomer } from './tell-customer.ts'

/**
 * Records how the escalation of a look ended, with a text that the customer reads, and tells the customer. Neither the
 * agent who looked nor the officer who reviewed the look settles it.
 * @throws DomainError `invalid`; `not-found`; `locked` when it was not escalated or is settled; `conflict`
 */
export const settleEscalation = verb(
  'looks:settle',
  settleEscalationInput,
  async (ctx, { lookId, outcome, text }): Promise<void> => {
    const { staffId } = ctx.actor
    await recordMissingLook(ctx, lookId, () =>
      change(ctx, async (tx) => {
        const look = await findAnyLook(tx, lookId)
        if (look.row.staffId === staffId) throw locked('look.own-request')
        if (!awaitsSettlement(look)) throw locked('look.no-settled')
        if (look.steps.some(({ kind, actorId }) => kind === 'reviewed' && actorId === staffId))
          throw locked('look.own-review')
        const own = { ...ctx, subject: look.row.customerId }
        await tellCustomer(own, tx, look, { kind: 'settled', text, outcome })
        await record(own, tx, { action: 'look.settled', objectId: lookId, detail: { outcome } })
      }),
    )
  },
)
