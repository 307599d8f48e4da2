import { createHash } from 'node:crypto'

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
 * the same id. A UUID of version 8 (RFC 9562, section 5.8) from SHA-256.
 */
export function disclosureId(customerId: string, systemId: string | null, told: Told): string {
  const { recipient, purpose, basis, fields, disclosedAt } = told
  const content = [recipient, purpose, basis, [...new Set(fields)].sort(), disclosedAt.toISOString()]
  const named = told.id === undefined ? content : [systemId, told.id]
  const bytes = createHash('sha256')
    .update(JSON.stringify([customerId, ...named]))
    .digest()
    .subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
