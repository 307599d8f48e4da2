import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookStepKinds } from '#db/schema/looks.ts'
import { reviewSeconds } from '../life-spans.ts'
import {
  awaitsAcknowledgement,
  awaitsReview,
  awaitsSettlement,
  type Clocked,
  clockStep,
  isOverdue,
  mayTakeLookStep,
  startSeconds,
  stateOf,
  untilOf,
} from './rules.ts'
import { type LookStepKind, lookStates } from './schema.ts'

type Step = Clocked['steps'][number]
const asked = new Date('2026-11-20T07:00:00Z')
const at = (seconds: number) => new Date(asked.getTime() + seconds * 1000)
const look = (...steps: [LookStepKind, number][]): Clocked => ({
  answerBy: at(600),
  minutes: 15,
  steps: [['asked', 0] as const, ...steps].map(([kind, seconds]) => ({ kind, at: at(seconds) })),
})

describe('a look', () => {
  it.each([
    ['waits for its answer', look(), 599, 'waiting'],
    ['has expired when nobody answered', look(), 600, 'expired'],
    ['waits on with one approval', look(['approved', 30]), 599, 'waiting'],
    ['is granted', look(['granted', 60]), 61, 'granted'],
    ['has expired when it was not begun', look(['granted', 60]), 60 + startSeconds, 'expired'],
    ['is under way', look(['granted', 60], ['started', 90]), 90 + 15 * 60 - 1, 'running'],
    ['ends by itself, on the second', look(['granted', 60], ['started', 90]), 90 + 15 * 60, 'ended'],
    ['is over when it was refused', look(['refused', 60]), 61, 'refused'],
    ['is over when it was taken back', look(['withdrawn', 60]), 61, 'withdrawn'],
    ['is over when it was ended', look(['granted', 1], ['started', 2], ['ended', 3]), 4, 'ended'],
    [
      'is no younger for a review',
      look(['granted', 60], ['reviewed', 60 + startSeconds]),
      61 + startSeconds,
      'expired',
    ],
    [
      'stays over when it is acknowledged',
      look(['granted', 1], ['started', 2], ['ended', 3], ['acknowledged', 4]),
      5,
      'ended',
    ],
  ])('a look %s', (_, of, seconds, state) => {
    expect(stateOf(of, at(seconds))).toBe(state)
  })

  const anyLook = fc
    .array(fc.tuple(fc.constantFrom(...lookStepKinds), fc.nat(4000)), { maxLength: 6 })
    .map((steps) => look(...steps.toSorted((one, other) => one[1] - other[1])))
  const cutLook = fc
    .tuple(anyLook, fc.option(fc.nat(5000)))
    .map(([of, cut]) => ({ ...of, cutAt: cut === null ? null : at(cut) }))

  it('a look is open at no moment of a block of sign-in, and as ever before it', () => {
    fc.assert(
      fc.property(cutLook, fc.nat(10_000), (of, now) => {
        const isOpen = (one: Clocked) => ['waiting', 'granted', 'running'].includes(stateOf(one, at(now)))
        const before = of.cutAt === null || at(now) < of.cutAt
        expect(isOpen(of)).toBe(before && isOpen({ ...of, cutAt: null }))
      }),
    )
  })

  it('a look that is over never comes back, whatever time passes', () => {
    const over = ['refused', 'withdrawn', 'expired', 'ended']
    fc.assert(
      fc.property(cutLook, fc.nat(10_000), fc.nat(10_000), (of, now, later) => {
        if (over.includes(stateOf(of, at(now)))) expect(over).toContain(stateOf(of, at(now + later)))
      }),
    )
  })

  it('a look is open only until its clock has run out', () => {
    fc.assert(
      fc.property(cutLook, fc.nat(10_000), (of, now) => {
        const until = untilOf(of)
        const open = ['waiting', 'granted', 'running'].includes(stateOf(of, at(now)))
        expect(open).toBe(until !== null && at(now) < until)
      }),
    )
  })

  it('a look is written off by the clock exactly when the clock has ended it and no step says so', () => {
    fc.assert(
      fc.property(cutLook, fc.nat(10_000), (of, now) => {
        const step = clockStep(of, at(now))
        expect(step !== null).toBe(untilOf(of) !== null && stateOf(of, at(now)) === (step ?? 'none'))
      }),
    )
  })
})

describe('what may follow', () => {
  it('nothing follows once a look is over', () => {
    for (const state of ['refused', 'withdrawn', 'expired', 'ended'] as const)
      expect(lookStepKinds.filter((kind) => mayTakeLookStep(state, kind))).toEqual([])
  })

  it('a look that was not granted does not begin, and none is granted twice', () => {
    expect(lookStates.filter((state) => mayTakeLookStep(state, 'started'))).toEqual(['granted'])
    expect(lookStates.filter((state) => mayTakeLookStep(state, 'granted'))).toEqual(['waiting'])
  })
})

describe('an acknowledgement', () => {
  it('an acknowledgement is owed once for a look that had begun and is over', () => {
    const begun = look(['granted', 60], ['started', 70])
    expect(awaitsAcknowledgement(begun, at(80))).toBe(false)
    expect(awaitsAcknowledgement(begun, at(70 + 15 * 60))).toBe(true)
    expect(awaitsAcknowledgement(look(['granted', 60]), at(5000))).toBe(false)
    const over = look(['granted', 60], ['started', 70], ['ended', 80], ['reviewed', 90])
    expect(awaitsAcknowledgement(over, at(90))).toBe(true)
    const acknowledged = { ...over, steps: [...over.steps, { kind: 'acknowledged', at: at(95) } as const] }
    expect(awaitsAcknowledgement(acknowledged, at(99))).toBe(false)
  })
})

describe('a review', () => {
  const steps = look(['granted', 60], ['started', 70], ['ended', 80]).steps
  it('a review is owed once for a look without leave that was granted and is over', () => {
    expect(awaitsReview('break-glass', 'ended', steps)).toBe(true)
    expect(awaitsReview('break-glass', 'running', steps)).toBe(false)
    expect(awaitsReview('leave', 'ended', steps)).toBe(false)
    expect(awaitsReview('break-glass', 'expired', look().steps)).toBe(false)
    expect(awaitsReview('break-glass', 'ended', [...steps, { kind: 'reviewed', at: at(90) }])).toBe(false)
  })

  it('a review is overdue two days after the look was over, whether or not the worker has written its end', () => {
    const written = look(['granted', 60], ['started', 70], ['ended', 80])
    for (const [one, over] of [
      [written, 80],
      [look(['granted', 60], ['started', 70]), 70 + 15 * 60],
      [look(['granted', 60]), 60 + startSeconds],
    ] as const) {
      expect(isOverdue(one, at(over + reviewSeconds - 1))).toBe(false)
      expect(isOverdue(one, at(over + reviewSeconds))).toBe(true)
    }
  })

  it('whatever officers and customer do, what was found against a look is noted after it, or waits to be', () => {
    const deed = fc.constantFrom('acknowledge', 'justified', 'escalate', 'settle')
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 8 }), (deeds) => {
        const steps = [...look(['granted', 60], ['started', 70], ['ended', 80]).steps] as Step[]
        let noted = false
        for (const [place, one] of deeds.entries()) {
          const when = at(100 + place)
          const reviewed = steps.some(({ kind }) => kind === 'reviewed')
          if (one === 'acknowledge') {
            steps.push({ kind: 'acknowledged', at: when })
            noted = true
          } else if (one === 'settle' && awaitsSettlement({ steps })) {
            steps.push({ kind: 'settled', at: when })
            noted = false
          } else if (one !== 'settle' && !reviewed) {
            const escalation = one === 'escalate' ? ('internal-investigation' as const) : null
            steps.push({ kind: 'reviewed', at: when, escalation })
            noted &&= !escalation
          }
          expect(awaitsAcknowledgement({ answerBy: at(600), minutes: 15, steps }, at(2000))).toBe(!noted)
          expect(stateOf({ answerBy: at(600), minutes: 15, steps }, at(2000))).toBe('ended')
        }
      }),
    )
  })
})
