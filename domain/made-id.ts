import { createHash } from 'node:crypto'

/**
 * An id made from what a row is about, so that a repeat gets the same id. A UUID of version 8 (RFC 9562, section 5.8)
 * from SHA-256.
 * @param content what tells such rows apart, the customer's id first.
 */
export function madeId(content: readonly unknown[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(content)).digest().subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
