import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '#policy/load.ts'
import { type Extent, extentOf, growthOf, hasGrown } from './extent.ts'

const ids = ['a', 'b', 'c', 'd']
const places = ['KZ', 'DE', 'US']
const some = (of: string[], minLength = 0) => fc.subarray(of, { minLength })
const extents: fc.Arbitrary<Extent> = fc.record({
  purpose: fc.constantFrom('marketing', 'service'),
  fields: some(ids, 1),
  recipients: some(ids).chain((chosen) =>
    fc.tuple(
      ...chosen.map((id) =>
        some(places, 1).map((countries) => ({ id, countries }) as { id: string; countries: string[] }),
      ),
    ),
  ),
})
const none = { purposes: [], fields: [], recipients: [], countries: [] }

/** Everything an extent allows, one thing each. */
const things = ({ purpose, fields, recipients }: Extent): Set<string> =>
  new Set([
    `purpose ${purpose}`,
    ...fields.map((one) => `field ${one}`),
    ...recipients.flatMap(({ id, countries }) => [
      `recipient ${id}`,
      ...countries.map((country) => `${id} in ${country}`),
    ]),
  ])

describe('the growth of what a consent allows', () => {
  it('there is growth if and only if something is allowed that was not', () => {
    fc.assert(
      fc.property(extents, extents, (before, after) => {
        const known = things(before)
        expect(hasGrown(growthOf(before, after))).toBe([...things(after)].some((one) => !known.has(one)))
      }),
    )
  })

  it('to shrink or to be put in another order is no growth', () => {
    const smaller = extents.chain((before) =>
      fc.record({
        before: fc.constant(before),
        after: fc.record({
          purpose: fc.constant(before.purpose),
          fields: fc.shuffledSubarray([...before.fields]),
          recipients: fc
            .shuffledSubarray([...before.recipients])
            .chain((kept) =>
              fc.tuple(
                ...kept.map(({ id, countries }) =>
                  fc.shuffledSubarray([...countries]).map((left) => ({ id, countries: left })),
                ),
              ),
            ),
        }),
      }),
    )
    fc.assert(
      fc.property(smaller, ({ before, after }) => {
        expect(growthOf(before, after)).toEqual(none)
      }),
    )
  })

  it('each dimension grows on its own and is named', () => {
    const before = { purpose: 'marketing', fields: ['phone'], recipients: [{ id: 'a', countries: ['KZ'] }] }
    const grown = (after: Partial<Extent>) => growthOf(before, { ...before, ...after })
    expect(grown({})).toEqual(none)
    expect(grown({ purpose: 'service' })).toEqual({ ...none, purposes: ['service'] })
    expect(grown({ fields: ['email', 'phone'] })).toEqual({ ...none, fields: ['email'] })
    expect(grown({ recipients: [...before.recipients, { id: 'b', countries: ['DE'] }] })).toEqual({
      ...none,
      recipients: ['b'],
    })
    expect(grown({ recipients: [{ id: 'a', countries: ['KZ', 'DE'] }] })).toEqual({
      ...none,
      countries: [{ recipient: 'a', country: 'DE' }],
    })
  })

  it('a recipient that moves to where another already is has a new country all the same', () => {
    const [a, b] = [
      { id: 'a', countries: ['KZ'] },
      { id: 'b', countries: ['DE'] },
    ]
    const before = { purpose: 'marketing', fields: ['phone'], recipients: [a, b] }
    const after = { ...before, recipients: [{ ...a, countries: ['DE'] }, b] }
    expect(growthOf(before, after).countries).toEqual([{ recipient: 'a', country: 'DE' }])
  })

  it('where nothing is known to have been agreed to, all of it is growth', () => {
    fc.assert(
      fc.property(extents, (after) => {
        expect(hasGrown(growthOf(null, after))).toBe(true)
      }),
    )
  })

  it('the catalogue’s consents do not grow beyond themselves', () => {
    const policy = catalogue()
    for (const consent of policy.consents.consents) {
      const extent = extentOf(policy, consent)
      expect(extent.recipients.every(({ countries }) => countries.length > 0)).toBe(true)
      expect(growthOf(extent, extent)).toEqual(none)
    }
  })
})
