import type { Catalogue, Recipient } from '#policy/schema.ts'
import type { BasisId } from './schema.ts'

/** One ground on which a recipient may get certain fields for one purpose. */
export interface SharingGround {
  recipient: string
  purpose: string
  basis: BasisId
  consent: string | null
  fields: string[]
}

/**
 * All grounds on which a recipient may get data: its own first, then one for each further consent that names it. A
 * recipient that only sends data to the bank has none.
 */
export function sharingGrounds(catalogue: Catalogue, recipient: Recipient): SharingGround[] {
  if (recipient.direction === 'in') return []
  const { id, consent, fields } = recipient
  const added = catalogue.consents.consents
    .filter((one) => one.id !== consent && one.recipients.includes(id))
    .map((one) => ({
      recipient: id,
      purpose: one.purpose,
      basis: 'consent' as const,
      consent: one.id,
      fields: one.fields.filter((field) => fields.includes(field)),
    }))
  return [ownGround(recipient), ...added]
}

/** The ground that the policy names for a recipient itself. */
export const ownGround = ({ id, purpose, basis, consent, fields }: Recipient): SharingGround => ({
  recipient: id,
  purpose,
  basis,
  consent: consent ?? null,
  fields,
})
