import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import { invalid, locked } from '../errors.ts'
import { caseByReference, typeOfNumber } from './case-by-reference.ts'
import { contactByReference } from './contact-by-reference.ts'
import { readContactNumber } from './contact-number.ts'
import { type GroundType, type LookKind, type LookReason, lookKinds, lookReasons } from './schema.ts'

/** What a look is about: an open complaint, request or contact, with its customer. */
export interface Ground {
  type: GroundType
  reference: string
  customerId: string
  caseId: string | null
  contactId: string | null
}

/**
 * The open complaint, request or contact of a typed number.
 * @throws DomainError `invalid` on `reference` when there is none; `locked` when it is not open
 */
export async function openGround(ctx: Ctx, tx: Tx, typed: string): Promise<Ground> {
  const isContact = readContactNumber(typed, ctx.now) !== null
  const type = isContact ? 'contact' : (typeOfNumber(ctx, typed) ?? 'complaint')
  const found = isContact ? await contactByReference(ctx, tx, typed) : await caseByReference(ctx, tx, typed)
  if (!found) throw invalid('reference', `look.${type}`)
  if (!found.open) throw locked(`look.${type}-closed`)
  const { reference, customerId } = found
  return {
    type,
    reference,
    customerId,
    caseId: 'caseId' in found ? found.caseId : null,
    contactId: 'contactId' in found ? found.contactId : null,
  }
}

/**
 * How a look about this ground can be asked for. A contact is a talk with somebody who can answer, and a request is asked by
 * somebody who can: they give no look without the customer's leave, and no complaint to check.
 */
export const givenBy = ({ type }: Pick<Ground, 'type'>): Allowed =>
  type === 'complaint'
    ? { kinds: lookKinds, reasons: lookReasons }
    : { kinds: ['leave'], reasons: lookReasons.filter((reason) => reason !== 'check-complaint') }

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
  if (!kinds.includes(kind))
    throw locked(ground.type === 'request' ? 'look.request-leave' : 'look.contact-leave')
}
