import { describe, expect, it } from 'vitest'
import { newKeyText, readKeyText, sameHash } from './key.ts'

describe('a key', () => {
  it('is read back to the id and the hash that were kept of it', () => {
    const { text, id, secretHash } = newKeyText()
    expect(text).toMatch(/^arqau_[0-9a-f]{12}_[\w-]{43}$/)
    expect(readKeyText(text)).toEqual({ id, secretHash })
    expect(secretHash).toMatch(/^[0-9a-f]{64}$/)
    expect(text).not.toContain(secretHash)
  })

  it('is never made twice', () => {
    const made = Array.from({ length: 200 }, () => newKeyText())
    expect(new Set(made.map(({ id }) => id)).size).toBe(200)
    expect(new Set(made.map(({ secretHash }) => secretHash)).size).toBe(200)
  })

  it('is not taken for what it is not', () => {
    const { text } = newKeyText()
    for (const other of [
      '',
      'arqau',
      text.slice(1),
      text.slice(0, -1),
      `${text}x`,
      ` ${text}`,
      `${text}\n`,
      text.toUpperCase(),
      text.replace('arqau_', 'other_'),
      text.replace(/_[\w-]{43}$/, `_${'я'.repeat(43)}`),
    ])
      expect(readKeyText(other), JSON.stringify(other)).toBeNull()
  })

  it('hashes otherwise when one letter of its secret is another', () => {
    const { text, secretHash } = newKeyText()
    const last = text.endsWith('A') ? 'B' : 'A'
    const other = readKeyText(text.slice(0, -1) + last)
    expect(other && sameHash(other.secretHash, secretHash)).toBe(false)
    expect(sameHash(secretHash, secretHash)).toBe(true)
    expect(sameHash(secretHash, secretHash.slice(1))).toBe(false)
  })
})
