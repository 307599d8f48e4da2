import { describe, expect, it } from 'vitest'
import { caseSides, caseStates, pauseReasons, stepKinds } from '#db/schema/case-codes.ts'
import { dpvDelays, dpvPrefixes, dpvStatuses } from '#policy/dpv.ts'
import { catalogue } from '#policy/load.ts'
import { statusOf, termsOf } from './dpv-terms.ts'

/** Every step there can be, after every state. */
const all = stepKinds.flatMap((kind) =>
  caseSides.flatMap((side) =>
    caseStates.flatMap((before) =>
      [null, ...pauseReasons].map((pauseReason) => ({ step: { kind, side, pauseReason }, before })),
    ),
  ),
)

describe('the terms of DPV that the steps of a case bear', () => {
  it('every step has a status of the list, and every status of the list is borne by a step', () => {
    const borne = all.map(({ step, before }) => termsOf(step, before)[0])
    expect(new Set(borne)).toEqual(new Set(dpvStatuses))
    for (const state of caseStates) expect(dpvStatuses, state).toContain(statusOf(state))
  })

  it('a step that is a state has that state’s status, and a message of the bank leaves it', () => {
    for (const state of caseStates) {
      expect(termsOf({ kind: state, side: 'bank', pauseReason: null }, 'received')).toEqual([statusOf(state)])
      expect(termsOf({ kind: 'message', side: 'bank', pauseReason: null }, state)).toEqual([statusOf(state)])
    }
  })

  it('a message of the customer does what the bank waits for, and else asks how it stands', () => {
    const message = { kind: 'message', side: 'customer', pauseReason: null } as const
    for (const state of caseStates)
      expect(termsOf(message, state), state).toEqual([
        state === 'waiting-customer' ? 'dpv:RequestRequiredActionPerformed' : 'dpv:RequestStatusQuery',
      ])
  })

  it('a pause says why the answer is delayed by a reason of the list, and nothing else does', () => {
    for (const { step, before } of all) {
      const [, ...delays] = termsOf(step, before)
      expect(delays).toHaveLength(step.pauseReason ? 1 : 0)
      for (const delay of delays) expect(dpvDelays).toContain(delay)
    }
  })

  it('every term of the catalogue has a prefix with its namespace', () => {
    const terms = JSON.stringify(catalogue()).match(/"[a-z-]+:[A-Z][A-Za-z]+"/g) ?? []
    expect(terms.length).toBeGreaterThan(100)
    for (const term of terms) expect(Object.keys(dpvPrefixes), term).toContain(term.slice(1).split(':')[0])
  })
})
