import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/**
 * Wraps the customers' keys. The demo has the master key in its process; a bank connects its key service here.
 */
export interface KeyProvider {
  /** The master key's name, which says by which master key a customer's key is wrapped. */
  id: string
  wrap(key: KeyObject): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array): Promise<KeyObject>
}

export interface Keys {
  master: KeyProvider
  /** Keyed hash (HMAC-SHA-256, base64url) for finding a row by a personal value without storing the value. */
  lookup(
    kind: 'iin' | 'phone' | 'browser' | 'familiar' | 'code' | 'limit' | 'demo' | 'canary',
    value: string,
  ): string
}

const version = 1
const ivBytes = 12
const tagBytes = 16

/**
 * Seals a value with AES-256-GCM (NIST SP 800-38D): version, 12-byte nonce, 16-byte tag, ciphertext.
 * @param place the row and column the value belongs to; it cannot be unsealed with any other.
 */
export function seal(key: KeyObject, plain: string | Uint8Array, place: string): Uint8Array {
  const iv = nextIv()
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
  const text = cipher.update(plain)
  cipher.final() // In this mode it returns no bytes.
  const sealed = Buffer.allocUnsafe(1 + ivBytes + tagBytes + text.length)
  sealed[0] = version
  sealed.set(iv, 1)
  sealed.set(cipher.getAuthTag(), 1 + ivBytes)
  sealed.set(text, 1 + ivBytes + tagBytes)
  return sealed
}

let ivs = Buffer.alloc(0)

/** Twelve fresh random bytes. They are drawn many at a time, because one draw takes as long as sealing a value. */
function nextIv(): Buffer {
  if (ivs.length === 0) ivs = randomBytes(ivBytes * 512)
  const iv = ivs.subarray(0, ivBytes)
  ivs = ivs.subarray(ivBytes)
  return iv
}

/** Unseals a value. @throws Error when the value was changed, was sealed for another place, or by another key. */
export function open(key: KeyObject, sealed: Uint8Array, place: string): Uint8Array {
  if (sealed[0] !== version) throw new Error('sealed by an unknown version')
  const iv = sealed.subarray(1, 1 + ivBytes)
  const tag = sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place)).setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(1 + ivBytes + tagBytes)), decipher.final()])
}

export const openText = (key: KeyObject, sealed: Uint8Array, place: string): string =>
  Buffer.from(open(key, sealed, place)).toString('utf8')

/** A key of 32 random bytes. Printing or serialising it shows nothing, because Node keeps the bytes to itself. */
export const newKey = (): KeyObject => createSecretKey(randomBytes(32))

/** A master key held in this process. */
export function localMaster(id: string, masterKey: KeyObject): KeyProvider {
  const place = `customer-key:${id}`
  return {
    id,
    wrap: async (key) => seal(masterKey, key.export(), place),
    unwrap: async (wrapped) => createSecretKey(open(masterKey, wrapped, place)),
  }
}

/** @param lookupKey no customer can be found any more after it has changed. */
export const localKeys = (master: KeyProvider, lookupKey: KeyObject): Keys => ({
  master,
  lookup: (kind, value) => createHmac('sha256', lookupKey).update(`${kind}:${value}`).digest('base64url'),
})
