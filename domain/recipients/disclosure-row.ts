import { createHash } from 'node:crypto'
import { findRecipient } from '#catalogue/find.ts'
import type { Catalogue } from '#catalogue/schema.ts'
import type { disclosures } from '#db/schema/recipients.ts'
import type { DisclosureLine } from './schema.ts'

/**
 * The row of a reported disclosure. Its id is made of what it says, so that the same said twice is one row; two
 * that differ in nothing are told apart by the bank's own id, where it gave one.
 */
export function disclosureRow(
  known: Catalogue,
  customerId: string,
  line: DisclosureLine,
  now: Date,
): typeof disclosures.$inferInsert {
  const usual = findRecipient(known, line.recipient)
  const told = {
    customerId,
    recipient: line.recipient,
    purpose: line.purpose ?? usual.purpose,
    basis: line.basis ?? usual.basis,
    fields: [...new Set(line.fields)],
    disclosedAt: line.disclosedAt,
  }
  const content = [
    customerId,
    told.recipient,
    told.purpose,
    told.basis,
    told.fields.toSorted(),
    told.disclosedAt.toISOString(),
    line.id ?? null,
  ]
  return { ...told, id: uuidOf(JSON.stringify(content)), recordedAt: now }
}

/** A UUID of version 8 (RFC 9562, section 5.8), made of a text's SHA-256. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest()
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
