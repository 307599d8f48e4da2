import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** A value as canonical JSON (RFC 8785): equal content always gives the same text. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('nothing to write as JSON')
  return text
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
