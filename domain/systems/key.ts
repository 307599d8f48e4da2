import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A bearer key as its system sends it: `arqau_<id>_<secret>`, with a public id and a secret of 256 random bits. */
const shape = /^arqau_([0-9a-f]{12})_([\w-]{43})$/

/** The parts of a key: the id of its row, and the hash of its secret, which the row keeps. */
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

/** Reads the text of a key; null when it is not a key. */
export function readKeyText(text: string): KeyText | null {
  const [, id, secret] = shape.exec(text) ?? []
  return id && secret ? { id, secretHash: hashOf(secret) } : null
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** It needs no salt or stretching, because 256 random bits cannot be guessed. */
const hashOf = (secret: string): string => hash('sha256', secret)
