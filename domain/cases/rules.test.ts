import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endKinds, startKinds, caseStates as states, stepKinds } from '#db/schema/case-codes.ts'
import {
  bankKinds,
  type CaseState,
  groupOf,
  mayTakeStep,
  needsText,
  openStates,
  type Side,
  type StepKind,
  stateAfter,
} from './rules.ts'
import { maxTextLength, subjectLine, textFault, tidyFileName, tidyText } from './text.ts'

const sides: Side[] = ['customer', 'bank', 'portal']
const step = fc.record({
  side: fc.constantFrom(...sides),
  kind: fc.constantFrom(...stepKinds),
  late: fc.boolean(),
})

/** Plays the steps that are allowed, leaving out those that are not. */
function play(steps: { side: Side; kind: StepKind; late: boolean }[]) {
  const taken: { from: CaseState; side: Side; kind: StepKind; to: CaseState }[] = []
  let state: CaseState = 'received'
  for (const { side, kind, late } of steps) {
    if (!mayTakeStep('complaint', state, side, kind, late)) continue
    const to = stateAfter(state, side, kind)
    taken.push({ from: state, side, kind, to })
    state = to
  }
  return { taken, state }
}

describe('the steps of a complaint', () => {
  const story = fc.array(step, { maxLength: 200 })

  it('begin with being registered, by the portal', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const [first] = play(steps).taken
        if (first) expect(first).toMatchObject({ side: 'portal', kind: 'registered' })
      }),
    )
  })

  it('end with a withdrawal, which only the customer can make', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { taken } = play(steps)
        const at = taken.findIndex(({ kind }) => kind === 'withdrawn')
        if (at < 0) return
        expect(taken[at]?.side).toBe('customer')
        expect(at).toBe(taken.length - 1)
      }),
    )
  })

  it('the bank never has the last word: unless they withdrew, the customer can always say something', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { state } = play(steps)
        if (state === 'received' || state === 'withdrawn') return
        expect(
          (['message', 'negotiation'] as const).some((kind) =>
            mayTakeStep('complaint', state, 'customer', kind, false),
          ),
        ).toBe(true)
      }),
    )
  })

  it('leave the state alone when something is only said or extended, but for the customer we waited for', () => {
    fc.assert(
      fc.property(story, (steps) => {
        for (const { from, side, kind, to } of play(steps).taken) {
          if (kind === 'extended') expect(to).toBe(from)
          else if (kind !== 'message') expect(to).toBe(kind)
          else expect(to).toBe(from === 'waiting-customer' && side === 'customer' ? 'in-review' : from)
        }
      }),
    )
  })

  it('let the bank answer from every state that owes an answer, and never take the customer’s steps', () => {
    for (const state of ['registered', 'in-review', 'waiting-customer', 'negotiation'] as const)
      expect(mayTakeStep('complaint', state, 'bank', 'answered', false)).toBe(true)
    for (const state of states)
      for (const kind of stepKinds)
        if (mayTakeStep('complaint', state, 'bank', kind, true)) expect(bankKinds).toContain(kind)
  })

  it('give the bank more time once, while an answer is owed and its last day is not past', () => {
    const owing = ['registered', 'in-review', 'waiting-customer']
    for (const state of states) {
      expect(mayTakeStep('complaint', state, 'bank', 'extended', false), state).toBe(owing.includes(state))
      expect(mayTakeStep('complaint', state, 'bank', 'extended', true)).toBe(false)
      expect(mayTakeStep('complaint', state, 'bank', 'extended', false, true)).toBe(false)
      for (const side of ['customer', 'portal'] as const)
        expect(mayTakeStep('complaint', state, side, 'extended', false)).toBe(false)
    }
  })

  it('let the customer ask for negotiation once answered or late, and not before', () => {
    expect(mayTakeStep('complaint', 'in-review', 'customer', 'negotiation', false)).toBe(false)
    expect(mayTakeStep('complaint', 'in-review', 'customer', 'negotiation', true)).toBe(true)
    expect(mayTakeStep('complaint', 'answered', 'customer', 'negotiation', false)).toBe(true)
    expect(mayTakeStep('complaint', 'closed', 'customer', 'negotiation', false)).toBe(true)
    expect(mayTakeStep('complaint', 'withdrawn', 'customer', 'negotiation', true)).toBe(false)
    expect(mayTakeStep('complaint', 'in-review', 'bank', 'negotiation', true)).toBe(false)
  })

  it('leave a complaint open while no step that ends it followed the last that started something', () => {
    const lastOf = (kinds: readonly StepKind[], among: readonly StepKind[]) =>
      among.findLastIndex((kind) => kinds.includes(kind))
    fc.assert(
      fc.property(story, (steps) => {
        const { taken, state } = play(steps)
        const kinds: StepKind[] = ['received', ...taken.map(({ kind }) => kind)]
        expect(openStates.includes(state)).toBe(lastOf(startKinds, kinds) > lastOf(endKinds, kinds))
      }),
    )
  })

  it('need words where they say something', () => {
    expect(stepKinds.filter(needsText)).toEqual([
      'waiting-customer',
      'answered',
      'fulfilled',
      'partly-fulfilled',
      'refused',
      'negotiation',
      'message',
      'extended',
    ])
  })

  it('put every state in one part of the list', () => {
    expect(states.filter((state) => groupOf(state) === 'closed')).toEqual(['withdrawn', 'closed'])
    expect(states.filter((state) => groupOf(state) === 'answered')).toEqual([
      'answered',
      'fulfilled',
      'partly-fulfilled',
      'refused',
    ])
  })
})

describe('a text', () => {
  it.each([
    ['', 'complaint.text-empty'],
    [' \n\t ', 'complaint.text-empty'],
    ['!!! … ???', 'complaint.text-wordless'],
    ['😡😡😡', 'complaint.text-wordless'],
    ['👨‍👩‍👧‍👦 ❤️ 🇰🇿 ℹ️ Ⓜ️', 'complaint.text-wordless'],
    ['12345', 'complaint.text-wordless'],
    ['Я', null],
    ['Неге SMS келеді? 😡', null],
    ['ә'.repeat(maxTextLength), null],
    ['ә'.repeat(maxTextLength + 1), 'complaint.text-long'],
    [`ә${'😡'.repeat(maxTextLength - 1)}`, null],
  ])('%#: is refused or taken', (typed, fault) => {
    expect(textFault(tidyText(typed))).toBe(fault)
  })

  it('is kept well-formed, with one kind of line end', () => {
    expect(tidyText(' бір\r\nекі\rүш\ud800 ')).toBe('бір\nекі\nүш\ufffd')
  })

  it.each([
    ['Қарашада үш жарнамалық SMS алдым. Тоқтатыңыздар.', 'Қарашада үш жарнамалық SMS алдым'],
    ['Неге нөмірім серіктеске берілген? Жауап беріңіз.', 'Неге нөмірім серіктеске берілген?'],
    [
      'Мен г. Алматы қаласында тұрамын, SMS келеді. Екінші сөйлем.',
      'Мен г. Алматы қаласында тұрамын, SMS келеді',
    ],
    ['!!!\nШотымды біреу пайдаланды', 'Шотымды біреу пайдаланды'],
    ['Қысқа', 'Қысқа'],
  ])('gives a subject line: %s', (text, subject) => {
    expect(subjectLine(text)).toBe(subject)
  })

  it('gives a subject line that is never empty nor longer than 80 characters and an ellipsis', () => {
    const texts = fc.string({ unit: 'grapheme', maxLength: 400 }).map((text) => tidyText(`ә${text}`))
    fc.assert(
      fc.property(texts, (text) => {
        const line = subjectLine(text)
        expect([...new Intl.Segmenter('kk').segment(line)].length).toBeLessThanOrEqual(81)
        expect(line.trim()).not.toBe('')
        expect(line).not.toContain('\n')
      }),
    )
  })
})

describe('a file name', () => {
  it.each([
    ['C:\\Users\\gulsim\\sms.png', 'sms.png'],
    ['../../etc/passwd', 'passwd'],
    ['hoto\u202egpj.exe', 'hotogpj.exe'],
    ['a\u0000b\n.pdf', 'ab.pdf'],
    ['  ', 'file'],
    ['', 'file'],
    [`${'ү'.repeat(300)}.pdf`, `${'ү'.repeat(115)}….pdf`],
  ])('%# is tidied', (given, kept) => {
    expect(tidyFileName(given)).toBe(kept)
  })
})
