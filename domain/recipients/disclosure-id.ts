import { madeId } from '../made-id.ts'

/** What distinguishes disclosures. */
export interface Told {
  /** The sending system's own id of the disclosure. */
  id?: string | undefined
  recipient: string
  purpose: string
  basis: string
  fields: readonly string[]
  disclosedAt: Date
}

/**
 * The id of a disclosure, made from the system's own id if it has one, otherwise from the content, so that a repeat gets
 * the same id.
 */
export function disclosureId(customerId: string, systemId: string | null, told: Told): string {
  const { recipient, purpose, basis, fields, disclosedAt } = told
  const content = [recipient, purpose, basis, [...new Set(fields)].sort(), disclosedAt.toISOString()]
  const named = told.id === undefined ? content : [systemId, told.id]
  return madeId([customerId, ...named])
}
