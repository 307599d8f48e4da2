import { lookPages } from '#db/schema/looks.ts'
import { invalid, locked } from '../errors.ts'
import { signInState } from '../sign-in-state.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { complaintByReference } from './complaint-by-reference.ts'
import { conflictOfInterest } from './conflict-of-interest.ts'
import { maskedCustomers } from './masked-customers.ts'
import { type LookFormView, lookMinutes, lookReasons, prepareLookInput } from './schema.ts'

/**
 * The view of the form for a look at a complaint's customer.
 * @throws DomainError `invalid` on `reference`; `locked` when no look can be asked for
 */
export const prepareLook = verb('looks:ask', prepareLookInput, async (ctx, input): Promise<LookFormView> => {
  const { staffId } = ctx.actor
  return read(ctx, async (tx) => {
    const complaint = await complaintByReference(ctx, tx, input.reference)
    if (!complaint) throw invalid('reference', 'look.complaint')
    if (!complaint.open) throw locked('look.complaint-closed')
    const [why, { blockedSince }, masked] = await Promise.all([
      conflictOfInterest(tx, staffId, complaint.customerId),
      signInState(tx, complaint.customerId),
      maskedCustomers(ctx, tx, [complaint.customerId]),
    ])
    if (why) throw locked(why)
    if (blockedSince) throw locked('look.sign-in-blocked')
    const customer = masked.get(complaint.customerId)?.name ?? null
    const { reference } = complaint
    return { reference, customer, reasons: lookReasons, pages: lookPages, minutes: lookMinutes }
  })
})
