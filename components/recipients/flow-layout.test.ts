import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Flow, FlowPath } from '#domain/recipients/schema.ts'
import {
  type Columns,
  lineHeight,
  narrowLayout,
  narrowX,
  type Placed,
  wideLayout,
  wideX,
} from './flow-layout.ts'
import { bank, type FlowLinks, type Link, linksOf } from './flow-links.ts'

const named = (prefix: string) =>
  fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 14 })
    .map((lines) => lines.map((count, place) => ({ id: `${prefix}${place}`, lines: count })))
const columns: fc.Arbitrary<Columns> = fc.record({
  sources: named('s'),
  purposes: named('p'),
  recipients: named('r'),
})
const linksBetween = (from: { id: string }[], to: { id: string }[]): fc.Arbitrary<Link[]> =>
  fc.uniqueArray(
    fc
      .record({
        from: fc.constantFrom(...from.map(({ id }) => id)),
        to: fc.constantFrom(...to.map(({ id }) => id)),
        threads: fc.integer({ min: 1, max: 3 }),
        hot: fc.integer({ min: 0, max: 3 }),
        stopped: fc.boolean(),
      })
      .map((link) => ({ ...link, hot: Math.min(link.hot, link.threads) })),
    { maxLength: 40, selector: ({ from: start, to: end, stopped }) => `${start}>${end}>${stopped}` },
  )
const picture: fc.Arbitrary<[Columns, FlowLinks]> = columns.chain((one) =>
  fc.tuple(
    fc.constant(one),
    fc.record({
      left: linksBetween(one.sources, one.purposes),
      right: linksBetween(one.purposes, one.recipients),
    }),
  ),
)
const threadsIn = ({ left, right }: FlowLinks) =>
  [...left, ...right].reduce((sum, link) => sum + link.threads, 0)

/** The four numbers of a curve that are its ends: `M x1 y1 C … x2 y2`. */
const endsOf = (d: string) => {
  const numbers = d.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? []
  return { x1: numbers[0], y1: numbers[1], x2: numbers.at(-2), y2: numbers.at(-1) }
}
const columnOf = (placed: Placed[], y: number | undefined) =>
  placed.find((node) => y !== undefined && Math.abs(y - node.y) <= node.height / 2)?.id

describe('the wide picture of the flow', () => {
  it('draws every thread once, from its own node to its own node, with no two ends in one port', () => {
    fc.assert(
      fc.property(picture, ([items, links]) => {
        const { threads, sources, purposes, recipients } = wideLayout(items, links)
        expect(threads).toHaveLength(threadsIn(links))
        expect(new Set(threads.map((one) => one.key)).size).toBe(threads.length)
        for (const { key, d } of threads) {
          const [from, to] = key.split('>')
          const { x1, y1, y2 } = endsOf(d)
          const [near, far] = x1 === wideX.source ? [sources, purposes] : [purposes, recipients]
          expect([columnOf(near, y1), columnOf(far, y2)]).toEqual([from, to])
        }
        const ports = threads.flatMap(({ d }) => {
          const { x1, y1, x2, y2 } = endsOf(d)
          return [`${x1} ${y1}`, `${x2} ${y2}`]
        })
        expect(new Set(ports).size).toBe(ports.length)
      }),
    )
  })

  it('lets no node or its text stand on another or outside', () => {
    fc.assert(
      fc.property(picture, ([items, links]) => {
        const layout = wideLayout(items, links)
        for (const name of ['sources', 'purposes', 'recipients'] as const) {
          const above = name === 'purposes'
          const rooms = layout[name].map(({ id, y, height }) => {
            const text = (items[name].find((item) => item.id === id)?.lines ?? 0) * lineHeight
            const reach = above ? height / 2 : Math.max(height, text) / 2
            return { top: y - reach - (above ? text : 0), bottom: y + reach }
          })
          for (const [place, { top, bottom }] of rooms.entries()) {
            expect(top).toBeGreaterThanOrEqual(rooms[place - 1]?.bottom ?? -0.1)
            expect(bottom).toBeLessThanOrEqual(layout.height + 0.1)
          }
        }
      }),
    )
  })

  it('lets the threads of one node not cross at its ports', () => {
    fc.assert(
      fc.property(picture, ([items, links]) => {
        const { threads, sources } = wideLayout(items, links)
        for (const { id } of sources) {
          const own = threads
            .filter(({ key }) => key.startsWith(`${id}>`))
            .map(({ d }) => endsOf(d))
            .toSorted((one, other) => (one.y1 ?? 0) - (other.y1 ?? 0))
          const far = own.map(({ y2 }) => y2 ?? 0)
          expect(far).toEqual(far.toSorted((one, other) => one - other))
        }
      }),
    )
  })

  it('is the same each time and lays what is followed on top', () => {
    fc.assert(
      fc.property(picture, ([items, links]) => {
        const layout = wideLayout(items, links)
        expect(wideLayout(structuredClone(items), structuredClone(links))).toEqual(layout)
        const hot = layout.threads.map((one) => one.hot)
        expect(hot).toEqual(hot.toSorted((one, other) => Number(one) - Number(other)))
        expect(hot.filter(Boolean)).toHaveLength(
          [...links.left, ...links.right].reduce((sum, one) => sum + one.hot, 0),
        )
      }),
    )
  })

  it('stands with columns that have no node', () => {
    const layout = wideLayout({ sources: [], purposes: [], recipients: [] }, { left: [], right: [] })
    expect(layout).toEqual({ height: 0, sources: [], purposes: [], recipients: [], threads: [] })
  })
})

describe('the narrow picture of the flow', () => {
  it('sets all nodes under each other and draws every thread inside the gutter', () => {
    fc.assert(
      fc.property(picture, ([items, links]) => {
        const { threads, height, sources, purposes, recipients } = narrowLayout(items, links)
        const middles = [...sources, ...purposes, ...recipients].map((node) => node.y)
        expect(middles).toEqual(middles.toSorted((one, other) => one - other))
        expect(Math.max(...middles)).toBeLessThan(height)
        expect(threads).toHaveLength(threadsIn(links))
        for (const { d } of threads) {
          const handle = Number(/C(-?[\d.]+)/.exec(d)?.[1])
          // A cubic with both handles at one x reaches three quarters of the way there
          expect(narrowX.knot - 0.75 * (narrowX.knot - handle)).toBeGreaterThan(0)
        }
      }),
    )
  })
})

describe('the links of the flow', () => {
  const path = (more: Partial<FlowPath>): FlowPath => ({
    source: 'given',
    purpose: 'service',
    recipient: 'post',
    basis: 'contract',
    consent: null,
    stopped: false,
    fields: ['phone'],
    ...more,
  })
  const flow = (...paths: FlowPath[]): Flow => ({
    sources: [],
    purposes: [],
    recipients: [],
    kept: false,
    paths,
    titles: { fields: {}, bases: { contract: '', law: '', consent: '' }, consents: {} },
  })

  it('a link has one thread for one datum, two for two to four, three for more', () => {
    const threads = (count: number) => {
      const fields = Array.from({ length: count }, (_, place) => `f${place}`)
      return linksOf(flow(path({ fields })), null).left[0]?.threads
    }
    expect([1, 2, 4, 5, 20].map(threads)).toEqual([1, 2, 2, 3, 3])
  })

  it('a link counts a datum once however many receive it, and what flows to one as flowing', () => {
    const { left, right } = linksOf(
      flow(
        path({}),
        path({ recipient: 'agency', consent: 'ads', stopped: true }),
        path({ recipient: null, fields: ['iin'] }),
      ),
      null,
    )
    expect(left).toEqual([{ from: 'given', to: 'service', threads: 2, hot: 0, stopped: false }])
    expect(right).toEqual([
      { from: 'service', to: 'post', threads: 1, hot: 0, stopped: false },
      { from: 'service', to: 'agency', threads: 1, hot: 0, stopped: true },
      { from: 'service', to: bank, threads: 1, hot: 0, stopped: false },
    ])
  })

  it('only the links on the path of the followed recipient are hot', () => {
    const fields = ['phone', 'iin', 'email', 'address', 'salary']
    const { left, right } = linksOf(flow(path({ fields }), path({ recipient: 'courier' })), 'courier')
    expect(left.map(({ threads, hot }) => ({ threads, hot }))).toEqual([{ threads: 3, hot: 1 }])
    expect(right.map(({ to, hot }) => ({ to, hot }))).toEqual([
      { to: 'post', hot: 0 },
      { to: 'courier', hot: 1 },
    ])
  })
})
