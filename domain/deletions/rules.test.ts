import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { refusalReasons } from '#policy/refusal-reasons.ts'
import type { Fate } from '../deletion-plans/schema.ts'
import { groundsLeft, linesOf, outcomesOf } from './rules.ts'

const erased = (field: string): Fate => ({ field, fate: 'erased', grounds: [], until: null })
const reasons = fc.array(fc.constantFrom(...refusalReasons), { maxLength: 5 })

describe('what a deletion does', () => {
  it('does not erase what any system refuses: the reason that weighs most is told, and every one counts for what may be used', () => {
    fc.assert(
      fc.property(reasons, (given) => {
        const [line] = linesOf([erased('location')], new Map([['location', given]]))
        const weight = Math.min(...given.map((one) => refusalReasons.indexOf(one)))
        expect(line?.fate).toBe(given.length > 0 ? 'refused' : 'erased')
        expect(line?.reason).toBe(refusalReasons[weight] ?? null)
        const left = new Set(given.flatMap((one) => leaving[one] ?? []))
        expect(new Set(line && groundsLeft(line))).toEqual(left)
        expect(outcomesOf(line ? [line] : [])).toMatchObject([{ reason: line?.reason ?? null }])
      }),
    )
  })

  it('does not mind a refusal of what is kept anyway', () => {
    const kept: Fate = { field: 'address', fate: 'kept', grounds: ['contract'], until: null }
    const [line] = linesOf([kept], new Map([['address', ['legal-claims']]]))
    expect(line).toMatchObject({ fate: 'kept', reason: null, reasons: [] })
    expect(line && groundsLeft(line)).toEqual(['contract'])
  })
})

const leaving: Record<string, string> = {
  'legal-obligation': 'law',
  contract: 'contract',
  'legal-claims': 'court',
}
