import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'

/**
 * Wraps the customers' keys. The demo holds the master key itself; a bank puts its key service behind this.
 */
export interface KeyProvider {
  /** Names the master key, so that keys wrapped by an older one can still be told apart. */
  id: string
  wrap(key: KeyObject): Promise<Uint8Array>
  unwrap(wrapped: Uint8Array): Promise<KeyObject>
}

export interface Keys {
  master: KeyProvider
  /** Keyed hash (HMAC-SHA-256, base64url) for finding a row by a personal value without storing the value. */
  lookup(kind: 'iin' | 'phone' | 'browser' | 'code' | 'limit' | 'demo', value: string): string
}

const version = 1
const ivBytes = 12
const tagBytes = 16

/**
 * Seals a value with AES-256-GCM (NIST SP 800-38D): version, 12-byte nonce, 16-byte tag, ciphertext.
 * @param place names the row and column the value belongs to; the value opens nowhere else.
 */
export function seal(key: KeyObject, plain: string | Uint8Array, place: string): Uint8Array {
  const iv = nextIv()
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
  const text = cipher.update(plain)
  cipher.final() // Of this mode it gives no bytes.
  const sealed = Buffer.allocUnsafe(1 + ivBytes + tagBytes + text.length)
  sealed[0] = version
  sealed.set(iv, 1)
  sealed.set(cipher.getAuthTag(), 1 + ivBytes)
  sealed.set(text, 1 + ivBytes + tagBytes)
  return sealed
}

let ivs = Buffer.alloc(0)

/** Twelve random bytes that nobody had before. The system is asked for many at a time: asking costs as much as sealing. */
function nextIv(): Buffer {
  if (ivs.length === 0) ivs = randomBytes(ivBytes * 512)
  const iv = ivs.subarray(0, ivBytes)
  ivs = ivs.subarray(ivBytes)
  return iv
}

/** @throws Error when the value was changed, was sealed for another place, or the key is not its key. */
export function open(key: KeyObject, sealed: Uint8Array, place: string): Uint8Array {
  if (sealed[0] !== version) throw new Error('sealed by an unknown version')
  const iv = sealed.subarray(1, 1 + ivBytes)
  const tag = sealed.subarray(1 + ivBytes, 1 + ivBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place)).setAuthTag(tag)
  return Buffer.concat([decipher.update(sealed.subarray(1 + ivBytes + tagBytes)), decipher.final()])
}

export const openText = (key: KeyObject, sealed: Uint8Array, place: string): string =>
  Buffer.from(open(key, sealed, place)).toString('utf8')

/** A key of 32 random bytes. Node keeps it out of sight: printing or serialising it shows nothing. */
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

/** @param lookupKey changing it makes every customer unfindable. */
export const localKeys = (master: KeyProvider, lookupKey: KeyObject): Keys => ({
  master,
  lookup: (kind, value) => createHmac('sha256', lookupKey).update(`${kind}:${value}`).digest('base64url'),
})
