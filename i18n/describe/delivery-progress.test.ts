import { describe, expect, it } from 'vitest'
import type { DecisionView, DeliveryProgress, DeliveryView } from '#domain/consents/schema.ts'
import { locales } from '#policy/locale.ts'
import { untilTime } from '../format.ts'
import { describeProgress } from './delivery-progress.ts'

/** 14:05 in Almaty. */
const now = new Date('2026-11-20T09:05:00Z')
const at = (time: string) => new Date(`2026-11-20T${time}Z`)
const decision: DecisionView = {
  id: 'id',
  outcome: 'withdrawn',
  at: at('09:02:01'),
  expiresAt: null,
  channel: 'portal',
  evidence: null,
  locale: 'kk',
  policyVersion: 3,
  confirmed: false,
  despiteSignal: false,
}
const delivery = (given: Partial<DeliveryView>): DeliveryView => ({
  system: 'SMS шлюзі',
  state: 'sent',
  sentAt: at('09:02:02'),
  confirmedAt: null,
  confirmBy: at('13:00:00'),
  ...given,
})
const applied = delivery({ state: 'applied', confirmedAt: at('09:02:03') })
const partner = delivery({ system: '«Жетел Медиа» ЖШС' })
const kk = (deliveries: DeliveryView[], given: Partial<DeliveryProgress> = {}) =>
  describeProgress('kk', decision, { deliveries, underway: false, againIn: null, ...given }, now)

it('tells when each system applied it, and by when the rest must', () => {
  const { lines, note, late } = kk([applied, partner])
  expect(lines.map(({ knot, line, when, text, tone }) => [knot, line, when, text, tone])).toEqual([
    ['ring', 'solid', '14:02:01', 'Сіз келісімді кері қайтарып алдыңыз', null],
    ['disc', 'dots', '14:02:03', 'SMS шлюзі орындады', null],
    ['next', 'none', '18:00‑ге дейін', '«Жетел Медиа» ЖШС алды, бірақ әлі растаған жоқ', 'soon'],
  ])
  expect([note, late]).toEqual([null, null])
})

it('names another day beside its time', () => {
  const tomorrow = delivery({ state: 'due', confirmBy: new Date('2026-11-21T09:02:00Z') })
  expect(kk([tomorrow]).lines[1]?.when?.replaceAll('\u00a0', ' ')).toBe('21 қараша, 14:02‑ге дейін')
})

it('marks what is late, with the time it was due, and says so on the closed row', () => {
  const { lines, late } = kk([delivery({ state: 'late', confirmBy: at('09:04:00') })])
  expect(lines[1]).toMatchObject({ knot: 'stop', when: '14:04‑ке дейін', tone: 'late' })
  expect(late).toBe('Бір жүйе бұл шешімді мерзімінде растамады.')
  const after = kk([
    delivery({ state: 'applied-late', confirmBy: at('09:03:00'), confirmedAt: at('09:04:10') }),
  ])
  expect(after.lines[1]).toMatchObject({ knot: 'disc', when: '14:04:10', tone: 'late' })
  expect(after.late).toBeNull()
})

it('says that no system is connected only where none ever was, and that the decision is older than the first', () => {
  const note = (connection?: 'before' | 'after') => kk([], connection && { connection }).note
  expect(note()).toBe('Порталға бұл шешім хабарланатын жүйе қосылмаған.')
  expect(note('after')).toContain('жүйелер порталға қосылғанға дейін қабылданған')
  expect(note('before')).toContain('жіберілгені туралы жазба жоқ')
})

it('says that it is being told, where nothing is written yet', () => {
  expect(kk([], { underway: true, againIn: 1 })).toMatchObject({
    note: expect.stringMatching(/жіберіліп жатыр/),
    againIn: 1,
  })
})

describe('a Kazakh time by which something is due', () => {
  it.each([
    ['09:01:00', '14:01‑ге'],
    ['09:03:00', '14:03‑ке'],
    ['09:06:00', '14:06‑ға'],
    ['09:30:00', '14:30‑ға'],
    ['09:40:00', '14:40‑қа'],
    ['09:50:00', '14:50‑ге'],
    ['09:00:00', '14:00‑ге'],
  ])('%s ends as its last word does: %s', (time, said) => {
    expect(untilTime('kk', at(time))).toBe(said)
  })
})

it('has a sentence for every state, outcome and language', () => {
  for (const locale of locales)
    for (const outcome of ['given', 'refused', 'withdrawn'] as const)
      for (const channel of ['portal', 'gpc', 'branch'] as const)
        for (const state of ['due', 'sent', 'applied', 'applied-late', 'late'] as const)
          for (const confirmBy of [null, at('13:00:00')])
            for (const confirmedAt of [null, at('09:03:00')]) {
              const progress = {
                deliveries: [delivery({ state, confirmBy, confirmedAt })],
                underway: false,
                againIn: null,
              }
              const said = describeProgress(locale, { ...decision, outcome, channel }, progress, now)
              for (const { text, when } of said.lines)
                expect(`${text} ${when} ${said.late}`).not.toMatch(/consents\.|progress\.|undefined|[{}]/)
            }
})
