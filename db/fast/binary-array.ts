/** Types whose arrays are sent in binary; values of any other type are sent as an array of text. */
export type ElementType = keyof typeof types

/** For each type, by Postgres's name: its number in `pg_type`, and the function that writes one value. */
const types = {
  uuid: { oid: 2950, write: writeUuid },
  text: { oid: 25, write: writeText },
  bytea: { oid: 17, write: writeBytes },
  'timestamp with time zone': { oid: 1184, write: writeMoment },
  integer: { oid: 23, write: (bytes: Bytes, value: unknown) => bytes.int32(Number(value)) },
  bigint: { oid: 20, write: (bytes: Bytes, value: unknown) => bytes.int64(Number(value)) },
}

export const isElementType = (type: string): type is ElementType => Object.hasOwn(types, type)

/**
 * An array in Postgres's binary form (`array_recv`), for a parameter cast to an array of the type. In text form every
 * byte of a sealed value would become two characters, be escaped, and be parsed again.
 * @param values strings for `uuid` and `text`, bytes for `bytea`, dates for `timestamp with time zone`, whole numbers
 *   for the others; null for none.
 * @throws TypeError on a value that is not of the type.
 */
export function binaryArray(type: ElementType, values: readonly unknown[]): Buffer {
  const { oid, write } = types[type]
  const bytes = new Bytes(20 + values.length * 24)
  bytes.int32(values.length === 0 ? 0 : 1)
  bytes.int32(1)
  bytes.int32(oid)
  if (values.length > 0) {
    bytes.int32(values.length)
    bytes.int32(1)
  }
  for (const value of values) {
    const length = bytes.int32(-1)
    if (value === null) continue
    write(bytes, value)
    bytes.setLengthAt(length)
  }
  return bytes.taken()
}

const dash = 0x2d
/** The value of each hexadecimal digit, by its character code; -1 for any other character. */
const digits = Int8Array.from({ length: 128 }, (_, code) => {
  const digit = Number.parseInt(String.fromCharCode(code), 16)
  return Number.isNaN(digit) ? -1 : digit
})
const digitAt = (value: string, at: number): number => digits[value.charCodeAt(at)] ?? -1

/** Bytes that are written one after another, in network order. */
class Bytes {
  #buffer: Buffer
  #length = 0

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafe(size)
  }

  /** @returns the position at which it was written. */
  int32(value: number): number {
    const at = this.#makeRoom(4)
    this.#length = this.#buffer.writeInt32BE(value, at)
    return at
  }

  int64(value: number): void {
    if (!Number.isSafeInteger(value)) throw new TypeError('this is not a whole number')
    const high = Math.floor(value / 2 ** 32)
    this.int32(high)
    this.int32((value - high * 2 ** 32) | 0)
  }

  /** Copies short ASCII words character by character, which is cheaper than calling the encoder for each. */
  text(value: string): void {
    const { length } = value
    const at = this.#makeRoom(length * 3)
    const buffer = this.#buffer
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index)
      if (code > 0x7f || length > 64) {
        this.#length = at + buffer.write(value, at, 'utf8')
        return
      }
      buffer[at + index] = code
    }
    this.#length = at + length
  }

  /** @param value 36 characters: five groups of digits. */
  uuid(value: string): void {
    let at = this.#makeRoom(16)
    const buffer = this.#buffer
    for (let index = 0; index < 36; index += 2) {
      if (value.charCodeAt(index) === dash) index += 1
      const byte = (digitAt(value, index) << 4) | digitAt(value, index + 1)
      if (byte < 0) throw new TypeError('this is not a UUID')
      buffer[at++] = byte
    }
    this.#length = at
  }

  raw(value: Uint8Array): void {
    const at = this.#makeRoom(value.length)
    this.#buffer.set(value, at)
    this.#length += value.length
  }

  /** Fills in a length field, written earlier at this position, with the number of bytes written since. */
  setLengthAt(at: number): void {
    this.#buffer.writeInt32BE(this.#length - at - 4, at)
  }

  taken(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  /** @returns the position to write at. The buffer may be a new one afterwards. */
  #makeRoom(size: number): number {
    if (this.#length + size > this.#buffer.length) {
      const larger = Buffer.allocUnsafe((this.#length + size) * 2)
      larger.set(this.taken())
      this.#buffer = larger
    }
    return this.#length
  }
}

function writeUuid(bytes: Bytes, value: unknown): void {
  if (typeof value !== 'string' || value.length !== 36) throw new TypeError('this is not a UUID')
  bytes.uuid(value)
}

function writeText(bytes: Bytes, value: unknown): void {
  if (typeof value !== 'string') throw new TypeError('this is not a text')
  bytes.text(value)
}

function writeBytes(bytes: Bytes, value: unknown): void {
  if (!(value instanceof Uint8Array)) throw new TypeError('these are not bytes')
  bytes.raw(value)
}

/** Postgres counts microseconds from the year 2000. */
const year2000 = Date.UTC(2000, 0, 1)

function writeMoment(bytes: Bytes, value: unknown): void {
  if (!(value instanceof Date)) throw new TypeError('this is not a moment')
  bytes.int64((value.getTime() - year2000) * 1000)
}
