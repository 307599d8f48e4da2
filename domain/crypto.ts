import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
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

/** The kinds of values that are hashed, each of which has hashes of its own. */
export type HashKind = 'iin' | 'phone' | 'browser' | 'familiar' | 'code' | 'limit' | 'demo' | 'canary'

/** One key for finding rows. Its id is on the rows that it found. */
export interface LookupKey {
  id: string
  /** Keyed hash (HMAC-SHA-256, base64url). */
  hash(kind: HashKind, value: string): string
}

/** The keys of the process. Of each kind there are two while one is exchanged: the first writes, both read. */
export interface Keys {
  /** Wraps with the first master key, and unwraps with the one by which a key was wrapped. */
  master: KeyProvider
  masters: readonly [KeyProvider, ...KeyProvider[]]
  lookupKeys: readonly [LookupKey, ...LookupKey[]]
  /** Keyed hash by the first lookup key, for finding a row by a personal value without storing the value. */
  lookup(kind: HashKind, value: string): string
  /** The hashes by all lookup keys, the first one's first: a row that is there has one of them. */
  lookups(kind: HashKind, value: string): string[]
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

/** A name by which rows say which key they need; it tells nothing of the key. */
export const nameOfKey = (key: KeyObject): string =>
  createHash('sha256').update('arqau key name').update(key.export()).digest('hex').slice(0, nameSigns)
const nameSigns = 16

/** A master key held in this process. */
export function localMaster(id: string, masterKey: KeyObject): KeyProvider {
  const place = `customer-key:${id}`
  return {
    id,
    wrap: async (key) => seal(masterKey, key.export(), place),
    unwrap: async (wrapped) => createSecretKey(open(masterKey, wrapped, place)),
  }
}

/** @param others of each kind, the keys that read and do not write. */
export function localKeys(
  master: KeyProvider,
  lookupKey: KeyObject,
  others: { masters?: readonly KeyProvider[]; lookups?: readonly KeyObject[] } = {},
): Keys {
  const masters = [master, ...(others.masters ?? [])] as const
  return {
    master: ringOf(masters),
    masters,
    ...hashing([lookupKeyOf(lookupKey), ...(others.lookups ?? []).map(lookupKeyOf)]),
  }
}

/** What the keys for finding rows do together. */
export const hashing = (lookupKeys: Keys['lookupKeys']): Pick<Keys, 'lookupKeys' | 'lookup' | 'lookups'> => ({
  lookupKeys,
  lookup: lookupKeys[0].hash,
  lookups: (kind, value) => lookupKeys.map((one) => one.hash(kind, value)),
})

/** Whether a stored hash is that of a value, by any of the keys; it takes as long for one that is not. */
export const isHashOf = (keys: Keys, kind: HashKind, value: string, stored: string): boolean =>
  keys
    .lookups(kind, value)
    .map((hash) => hash.length === stored.length && timingSafeEqual(Buffer.from(hash), Buffer.from(stored)))
    .some(Boolean)

const lookupKeyOf = (key: KeyObject): LookupKey => ({
  id: nameOfKey(key),
  hash: (kind, value) => createHmac('sha256', key).update(`${kind}:${value}`).digest('base64url'),
})

type Several = readonly [KeyObject, ...KeyObject[]]

/** The keys of a process: of each kind the first one writes. Keys wrapped before names were kept open by any of them. */
export function keyRing({ masters, lookups }: { masters: Several; lookups: Several }): Keys {
  const [lookup, ...otherLookups] = lookups
  const [first, ...more] = masters
  const named = (key: KeyObject) => localMaster(nameOfKey(key), key)
  const unnamed = masters.map((key) => localMaster(unnamedMaster, key))
  return localKeys(named(first), lookup, { masters: [...more.map(named), ...unnamed], lookups: otherLookups })
}

/** The name of the one master key of former releases, whichever that was. */
export const unnamedMaster = 'local-1'
/** The names of the master keys, the one that writes first. */
export const masterNames = ({ masters }: Keys): string[] =>
  masters.flatMap(({ id }) => (id === unnamedMaster ? [] : id))

/** The first byte of what bears a name: the version, the length of the name, the name, and what the provider gave. */
const namedVersion = 2

/** The first bytes of every key that the master key of this name has wrapped. */
export const beginningOf = (master: string): Buffer =>
  Buffer.concat([Buffer.of(namedVersion, Buffer.byteLength(master)), Buffer.from(master)])

/** Says with each wrapped key by which master key it is wrapped. */
function ringOf(masters: readonly [KeyProvider, ...KeyProvider[]]): KeyProvider {
  const [first] = masters
  return {
    id: first.id,
    wrap: async (key) => Buffer.concat([beginningOf(first.id), await first.wrap(key)]),
    unwrap: async (wrapped) => {
      const { master, bytes } = readName(wrapped)
      let fault: unknown = new Error(`wrapped by the master key ${master}, which is not set`)
      for (const one of masters) {
        if (one.id !== master) continue
        try {
          return await one.unwrap(bytes)
        } catch (error) {
          fault = error
        }
      }
      throw fault
    },
  }
}

function readName(wrapped: Uint8Array): { master: string; bytes: Uint8Array } {
  if (wrapped[0] !== namedVersion) return { master: unnamedMaster, bytes: wrapped }
  const end = 2 + (wrapped[1] ?? 0)
  return { master: Buffer.from(wrapped.subarray(2, end)).toString(), bytes: wrapped.subarray(end) }
}
