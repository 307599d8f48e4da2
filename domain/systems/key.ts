import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A bearer key as its system sends it: `arqau_<id>_<secret>`, the id in view, 256 random bits of secret. */
const shape = /^arqau_([0-9a-f]{12})_([\w-]{43})$/

/** What a key's text says: the id that names its row, and the hash of its secret that the row keeps. */
export interface KeyText {
  id: string
  secretHash: string
}

/** Makes a key. The text is for showing once; only the id and the hash are kept. */
export function newKeyText(): KeyText & { text: string } {
  const id = randomBytes(6).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  return { id, secretHash: hashOf(secret), text: `arqau_${id}_${secret}` }
}

/** Takes a key's text apart; null for what is no key. */
export function readKeyText(text: string): KeyText | null {
  const [, id, secret] = shape.exec(text) ?? []
  return id && secret ? { id, secretHash: hashOf(secret) } : null
}

/** Whether two hashes are one, in a time that does not tell where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Without salt or stretching: nothing can be guessed of 256 random bits. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
