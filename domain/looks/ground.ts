import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import { invalid, locked } from '../errors.ts'
import { complaintByReference } from './complaint-by-reference.ts'
import { contactByReference } from './contact-by-reference.ts'
import { readContactNumber } from './contact-number.ts'
import { type LookKind, type LookReason, lookKinds, lookReasons } from './schema.ts'

/** What a look is about: an open complaint or an open contact, with its customer. */
export interface Ground {
  reference: string
  customerId: string
  caseId: string | null
  contactId: string | null
}

/**
 * The open complaint or contact of a typed number.
 * @throws DomainError `invalid` on `reference` when there is none; `locked` when it is not open
 */
export async function openGround(ctx: Ctx, tx: Tx, typed: string): Promise<Ground> {
  const isContact = readContactNumber(typed, ctx.now) !== null
  const found = isContact
    ? await contactByReference(ctx, tx, typed)
    : await complaintByReference(ctx, tx, typed)
  if (!found) throw invalid('reference', isContact ? 'look.contact' : 'look.complaint')
  if (!found.open) throw locked(isContact ? 'look.contact-closed' : 'look.complaint-closed')
  const { reference, customerId } = found
  return {
    reference,
    customerId,
    caseId: 'caseId' in found ? found.caseId : null,
    contactId: 'contactId' in found ? found.contactId : null,
  }
}

/**
 * How a look about this ground can be asked for. A contact is a talk with somebody who can answer: it gives no look without
 * the customer's leave, and no complaint to check.
 */
export const givenBy = ({ contactId }: Pick<Ground, 'contactId'>): Allowed =>
  contactId
    ? { kinds: ['leave'], reasons: lookReasons.filter((reason) => reason !== 'check-complaint') }
    : { kinds: lookKinds, reasons: lookReasons }

interface Allowed {
  kinds: readonly LookKind[]
  reasons: readonly LookReason[]
}

/** @throws DomainError `invalid` on `reason`, `locked` for a look without leave, where the ground does not give it */
export function requireAllowed(
  ground: Ground,
  { kind, reason }: { kind: LookKind; reason: LookReason },
): void {
  const { kinds, reasons } = givenBy(ground)
  if (!reasons.includes(reason)) throw invalid('reason', 'look.reason')
  if (!kinds.includes(kind)) throw locked('look.contact-leave')
}
