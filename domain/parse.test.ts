import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { invalid } from '#testing/expect.ts'
import type { Issue } from './errors.ts'
import { type FaultsOf, parse } from './parse.ts'

const one = z.strictObject({
  name: z.string('test.name').min(1, 'test.name'),
  count: z.int('test.count'),
  from: z.iso.date('test.from'),
  until: z.iso.date('test.until').transform((day) => new Date(day)),
})
const many = z.strictObject({ all: z.array(one, 'test.none').max(4, 'test.many') })

/** Faults that no schema sees: a name that is not known, an end before the beginning. */
const ofOne: FaultsOf<z.output<typeof one>> = ({ name, from, until }) => [
  ...(name === 'unknown' ? [{ path: 'name', key: 'test.unknown' }] : []),
  ...(from && until && until < new Date(from) ? [{ path: 'until', key: 'test.order' }] : []),
]
const ofMany: FaultsOf<z.output<typeof many>> = ({ all = [] }) =>
  all.flatMap((each, at) =>
    each ? ofOne(each).map((fault): Issue => ({ ...fault, path: `all.${at}.${fault.path}` })) : [],
  )
const good = { name: 'known', count: 1, from: '2026-01-02', until: '2026-01-03' }

/** Ways in which one field can be at fault, each with what is to be said of it. */
const faults: [object, Issue][] = [
  [{ name: '' }, { path: 'name', key: 'test.name' }],
  [{ name: 5 }, { path: 'name', key: 'test.name' }],
  [{ name: 'unknown' }, { path: 'name', key: 'test.unknown' }],
  [{ count: 1.5 }, { path: 'count', key: 'test.count' }],
  [{ from: 'x' }, { path: 'from', key: 'test.from' }],
  [{ until: null }, { path: 'until', key: 'test.until' }],
  [{ until: '2026-01-01' }, { path: 'until', key: 'test.order' }],
  [{ more: 1 }, { path: 'more', key: 'invalid.unknown-field', params: { name: 'more' } }],
]
const field = ([change]: [object, Issue]) => Object.keys(change)[0]
const said = <Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  of: FaultsOf<z.output<Schema>>,
): Issue[] => {
  try {
    parse(schema, input, of)
    return []
  } catch (error) {
    return (error as { details: { issues: Issue[] } }).details.issues
  }
}
const byPath = (issues: readonly Issue[]) => issues.toSorted((a, b) => (a.path < b.path ? -1 : 1))

describe('parsing an input', () => {
  it('an input without a fault is what its schema makes of it', () => {
    expect(parse(one, good, ofOne)).toEqual({ ...good, until: new Date('2026-01-03') })
    expect(parse(one, good)).toEqual(parse(one, good, ofOne))
  })

  it('every fault of an input is named at once, those of the schema and those that no schema sees', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...faults), { selector: field }), (some) => {
        const input = Object.assign({}, good, ...some.map(([change]) => change))
        // Without a beginning to compare with, an end is not before it.
        const hidden = some.some(([change]) => 'from' in change)
        const expected = some.map(([, issue]) => issue).filter(({ key }) => !(hidden && key === 'test.order'))
        expect(byPath(said(one, input, ofOne))).toEqual(byPath(expected))
      }),
    )
  })

  it('every fault of a list is named at its place; of one that is too long, that alone', () => {
    const bad = { ...good, count: 'x', name: 'unknown' }
    const at = (place: number): Issue[] => [
      { path: `all.${place}.count`, key: 'test.count' },
      { path: `all.${place}.name`, key: 'test.unknown' },
    ]
    expect(byPath(said(many, { all: [bad, good, null, bad] }, ofMany))).toEqual(
      byPath([...at(0), { path: 'all.2', key: 'invalid.general' }, ...at(3)]),
    )
    const more = { all: Array(5).fill(bad), more: 1 }
    expect(byPath(said(many, more, ofMany))).toEqual([
      { path: 'all', key: 'test.many' },
      { path: 'more', key: 'invalid.unknown-field', params: { name: 'more' } },
    ])
  })

  it('nothing is asked of an input of which nothing can be read', () => {
    const never: FaultsOf<z.output<typeof one>> = () => {
      throw new Error('asked')
    }
    for (const input of [null, 5, 'x', [], undefined])
      expect(() => parse(one, input, never)).toThrow('invalid')
    expect(() => parse(one, null)).toThrow(
      expect.objectContaining({ details: { issues: [{ path: '', key: 'invalid.general' }] } }),
    )
    expect(() => parse(many, { all: 5 }, ofMany)).toThrow(invalid({ path: 'all', key: 'test.none' }))
  })
})
