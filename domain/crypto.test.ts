import { createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localKeys, localMaster, newKey, open, openText, seal } from './crypto.ts'

const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => createSecretKey(bytes))

describe('sealing a text', () => {
  it('any text that was sealed is opened as it was', () => {
    fc.assert(
      fc.property(
        anyKey,
        fc.string({ unit: 'binary' }),
        fc.string(),
        (key, plain, place) =>
          openText(key, seal(key, plain, place), place) === Buffer.from(plain).toString(),
      ),
    )
  })

  it('a text is never sealed alike twice', () => {
    const key = newKey()
    expect(seal(key, '+77010000118', 'here')).not.toEqual(seal(key, '+77010000118', 'here'))
  })

  it('a sealed text opens nowhere but in its place, with no key but its own', () => {
    const key = newKey()
    const sealed = seal(key, '+77010000118', 'holdings:1:value')
    expect(() => open(key, sealed, 'holdings:2:value')).toThrow()
    expect(() => open(newKey(), sealed, 'holdings:1:value')).toThrow()
  })

  it('any changed bit of a sealed text is noticed', () => {
    const key = newKey()
    const sealed = seal(key, 'ЖСН', 'here')
    for (let at = 0; at < sealed.length; at++) {
      const changed = Uint8Array.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => open(key, changed, 'here'), `byte ${at}`).toThrow()
    }
  })
})

describe('the master key', () => {
  it('wraps a customer key so that only the same master unwraps it', async () => {
    const [master, other] = [localMaster('a', newKey()), localMaster('a', newKey())]
    const key = newKey()
    const wrapped = await master.wrap(key)
    expect((await master.unwrap(wrapped)).equals(key)).toBe(true)
    await expect(other.unwrap(wrapped)).rejects.toThrow()
    expect(Buffer.from(wrapped).includes(key.export())).toBe(false)
    expect(JSON.stringify({ key })).toBe('{"key":{}}')
  })
})

describe('lookup hashes', () => {
  it('are the same for the same value, and tell neither kinds nor installations alike', () => {
    const keys = localKeys(localMaster('a', newKey()), newKey())
    const others = localKeys(localMaster('a', newKey()), newKey())
    expect(keys.lookup('phone', '+77010000118')).toBe(keys.lookup('phone', '+77010000118'))
    expect(keys.lookup('phone', '1')).not.toBe(keys.lookup('iin', '1'))
    expect(keys.lookup('phone', '1')).not.toBe(others.lookup('phone', '1'))
  })
})
