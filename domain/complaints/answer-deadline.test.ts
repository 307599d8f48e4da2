import { afterEach, describe, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { answerDeadline, countAnswerDeadline } from './answer-deadline.ts'

const first = catalogue()
afterEach(() => {
  globalThis.arqauCatalogue = first
})

describe('the deadline of a complaint that was received under an earlier policy', () => {
  it('stays the day fixed at receipt when the clock is another, or the calendar has its year no longer', () => {
    const receivedAt = new Date('2026-11-20T07:00:00Z')
    const row = { receivedAt, dueOn: countAnswerDeadline(receivedAt).due }
    expect(answerDeadline(row)).toMatchObject({ due: '2026-12-20', amount: 30, unit: 'calendar-days' })
    const clocks = first.clocks.map((clock) => ({ ...clock, amount: 15, unit: 'working-days' as const }))
    globalThis.arqauCatalogue = { ...first, clocks }
    const fixed = { due: '2026-12-20', amount: 30, unit: 'calendar-days', source: null }
    expect(answerDeadline(row)).toMatchObject(fixed)
    globalThis.arqauCatalogue = { ...first, clocks, calendar: { ...first.calendar, years: [] } }
    expect(answerDeadline(row)).toMatchObject(fixed)
    expect(() => countAnswerDeadline(receivedAt)).toThrow('does not cover 2026')
  })
})
