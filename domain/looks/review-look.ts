import { type Issue, locked } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findAnyLook, recordMissingLook } from './find-look.ts'
import { clocked } from './looks.ts'
import { awaitsReview, isEscalated, stateOf } from './rules.ts'
import { type LookEscalation, type LookVerdict, reviewLookInput } from './schema.ts'
import { tellCustomer } from './tell-customer.ts'

/**
 * Records what a privacy officer finds of a look without the customer's leave, with a text that the customer reads, and
 * tells the customer. A look that was not wholly justified is escalated. Nobody reviews their own, and nothing of a review
 * is changed afterwards.
 * @throws DomainError `invalid`; `not-found`; `locked` when it is not over, was granted by the customer, or was already
 *   reviewed; `conflict`
 */
export const reviewLook = verb(
  'looks:review',
  reviewLookInput,
  (_, input) => escalationFaults(input),
  async (ctx, { lookId, verdict, text, escalation }): Promise<void> => {
    const { staffId } = ctx.actor
    await recordMissingLook(ctx, lookId, () =>
      change(ctx, async (tx) => {
        const look = await findAnyLook(tx, lookId)
        if (look.row.staffId === staffId) throw locked('look.own-request')
        if (!awaitsReview(look.row.kind, stateOf(clocked(look), ctx.now), look.steps))
          throw locked('look.no-reviewed')
        const own = { ...ctx, subject: look.row.customerId }
        const found = { verdict, ...(escalation && { escalation }) }
        await tellCustomer(own, tx, look, { kind: 'reviewed', text, ...found })
        await record(own, tx, { action: 'look.reviewed', objectId: lookId, detail: found })
      }),
    )
  },
)

/** A verdict against the look says where it goes on; one for it does not. */
export function escalationFaults({
  verdict,
  escalation,
}: WellFormed<{ verdict: LookVerdict; escalation?: LookEscalation | undefined }>): Issue[] {
  if (!verdict || isEscalated(verdict) === (escalation !== undefined)) return []
  return [{ path: 'escalation', key: escalation ? 'look.escalation-needless' : 'look.escalation-missing' }]
}
