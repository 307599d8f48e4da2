import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addPeriod } from '#policy/days.ts'
import { allFields, findRefusal, findRetention } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { bankDay } from '../bank-time.ts'
import { backupsUntil, digestOf, planDeletion, refusalOf, scopeOf } from './rules.ts'

const policy = catalogue()
const now = new Date('2026-11-20T06:00:00Z')
const fields = allFields(policy)
const named = (id: string) => fields.find((field) => field.id === id)
const time = fc.date({ min: new Date('2019-01-01'), max: now, noInvalidDate: true })
const held = fc
  .uniqueArray(fc.constantFrom(...fields.map(({ id }) => id), 'left-the-policy'), { maxLength: 44 })
  .chain((ids) => fc.tuple(...ids.map((field) => time.map((obtainedAt) => ({ field, obtainedAt })))))
const standing = fc.boolean().map((hasContract) => ({ policy, hasContract, now }))
const inAll = (check: (one: ReturnType<typeof planDeletion>, given: Given) => void) =>
  fc.assert(
    fc.property(held, standing, (list, given) =>
      check(planDeletion(list, given), { held: list, hasContract: given.hasContract }),
    ),
  )
interface Given {
  held: readonly { field: string; obtainedAt: Date }[]
  hasContract: boolean
}

/** Whether the retention of a field, counted from its collection, is over. */
function isOver({ field, obtainedAt }: Given['held'][number]): boolean {
  const { from, period } = findRetention(policy, named(field)?.retention ?? '')
  return (
    from === 'collection' && period !== undefined && addPeriod(bankDay(obtainedAt), period) < bankDay(now)
  )
}

describe('the plan of a deletion', () => {
  it('gives each kind of data that is held one fate, in the order given, and nothing else one', () => {
    inAll((plan, { held }) => {
      expect(plan.map(({ field }) => field)).toEqual(held.map(({ field }) => field))
      for (const { fate } of plan) expect(['erased', 'kept']).toContain(fate)
    })
  })

  it('keeps what a law or a contract in force needs until its retention is over, and nothing else', () => {
    inAll((plan, { held, hasContract }) => {
      for (const [at, one] of held.entries()) {
        const uses = named(one.field)?.uses ?? []
        const needed = uses.some(({ basis }) => basis === 'law' || (basis === 'contract' && hasContract))
        expect(plan[at]?.fate === 'kept', one.field).toBe(needed && !isOver(one))
      }
    })
  })

  it('keeps nothing without a ground that has an article, and names none for what is erased', () => {
    inAll((plan, { hasContract }) => {
      for (const { fate, grounds, until } of plan) {
        expect(grounds.length > 0).toBe(fate === 'kept')
        for (const ground of grounds) {
          expect(findRefusal(policy, refusalOf[ground]).citation.kk).not.toBe('')
          expect(ground === 'contract' && !hasContract).toBe(false)
        }
        if (until !== null) expect(until >= bankDay(now)).toBe(true)
        if (fate === 'erased') expect(until).toBeNull()
      }
    })
  })

  it('has a digest that is the same in any order, and another once any fate is another', () => {
    inAll((plan) => {
      const digest = digestOf(plan)
      expect(digestOf(plan.toReversed())).toBe(digest)
      for (const [at, fate] of plan.entries())
        for (const other of [
          { ...fate, fate: 'kept' as const, grounds: ['contract' as const], until: '2031-01-01' },
          { ...fate, until: '2031-01-01' },
          { ...fate, field: 'another' },
        ])
          expect(digestOf(plan.with(at, other))).not.toBe(digest)
      if (plan.length > 0) expect(digestOf(plan.slice(1))).not.toBe(digest)
    })
  })

  it('is about all, a kind of data, what a consent names or what a recipient gets', () => {
    expect(scopeOf(policy, null)).toBeNull()
    expect(scopeOf(policy, { kind: 'field', id: 'email' })).toEqual(['email'])
    expect(scopeOf(policy, { kind: 'consent', id: 'device-location' })).toEqual(['location'])
    expect(scopeOf(policy, { kind: 'recipient', id: 'unqaghaz' })).toContain('phone')
    expect(scopeOf(policy, { kind: 'consent', id: 'no-such' })).toEqual([])
  })

  it('backups have what was erased for as many days as the catalogue says', () => {
    expect(backupsUntil(policy, '2026-11-20')).toBe('2026-12-25')
    expect(backupsUntil({ ...policy, deletion: undefined }, '2026-11-20')).toBeNull()
  })
})
