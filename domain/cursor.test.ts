import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayCursor, timeCursor } from './cursor.ts'

describe('a cursor of a page sorted by time', () => {
  it('comes back as it was written, and no other text is one', () => {
    const moments = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(moments, fc.uuid(), (at, id) => {
        expect(timeCursor.read(timeCursor.write({ at, id }))).toEqual({ at, id })
      }),
    )
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(timeCursor.read(text)).toBeNull()
      }),
    )
  })
})

describe('a cursor of a page sorted by days', () => {
  it('comes back as it was written, and no other text is one', () => {
    const days = fc.date({ min: new Date('2020-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, fc.uuid(), (at, id) => {
        const key = { day: at.toISOString().slice(0, 10), id }
        expect(dayCursor.read(dayCursor.write(key))).toEqual(key)
      }),
    )
    const cursor = dayCursor.write({ day: '2026-12-20', id: randomUUID() })
    const noSuchDay = dayCursor.write({ day: '2026-13-40', id: randomUUID() })
    for (const other of ['', 'abc', `${cursor}x`, noSuchDay]) expect(dayCursor.read(other)).toBeNull()
    fc.assert(fc.property(fc.string(), (text) => dayCursor.read(text) === null))
  })
})
