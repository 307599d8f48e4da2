import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessageKind } from '#db/schema/messages.ts'
import { nextTry } from './next-try.ts'

const createdAt = new Date('2026-11-20T07:00:00Z')
const inSeconds = (seconds: number) => new Date(createdAt.getTime() + seconds * 1000)
const waited = (kind: MessageKind, attempts: number) => {
  const at = nextTry({ kind, attempts, createdAt }, createdAt)
  return at && (at.getTime() - createdAt.getTime()) / 1000
}

describe('the next try', () => {
  it('the next try comes after twice as long each time, an hour at most', () => {
    expect([1, 2, 3, 4, 9, 10, 40].map((attempts) => waited('look-ended', attempts))).toEqual([
      10, 20, 40, 80, 2560, 3600, 3600,
    ])
  })

  it.each<[MessageKind, number]>([
    ['sign-in-code', 5 * 60],
    ['step-up-code', 5 * 60],
    ['look-asked', 10 * 60],
    ['complaint-answered', 24 * 60 * 60],
  ])('the next try of a %s comes while it is of use: %d seconds', (kind, worth) => {
    expect(nextTry({ kind, attempts: 1, createdAt }, inSeconds(worth - 11))).toEqual(inSeconds(worth - 1))
    expect(nextTry({ kind, attempts: 1, createdAt }, inSeconds(worth - 10))).toBeNull()
  })

  it('the next try is always later, and there are finitely many', () => {
    const kinds = fc.constantFrom<MessageKind>('sign-in-code', 'look-asked', 'look-started')
    fc.assert(
      fc.property(kinds, fc.integer({ min: 0, max: 120 }), (kind, slowness) => {
        let now = createdAt
        for (let attempts = 1; attempts < 100; attempts++) {
          const at = nextTry({ kind, attempts, createdAt }, now)
          if (!at) return true
          expect(at.getTime()).toBeGreaterThan(now.getTime())
          now = new Date(at.getTime() + slowness * 1000)
        }
        return false
      }),
    )
  })
})
