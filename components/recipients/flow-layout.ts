import type { FlowLinks, Link } from './flow-links.ts'

/** A node before it is placed, with the number of its lines of text. */
export interface Item {
  id: string
  lines: number
}

export interface Columns {
  sources: Item[]
  purposes: Item[]
  recipients: Item[]
}

/** A placed node; `y` is its middle. */
export interface Placed {
  id: string
  y: number
  height: number
}

/** One drawn thread. */
export interface FlowThread {
  key: string
  d: string
  hot: boolean
  stopped: boolean
}

export interface Layout {
  height: number
  sources: Placed[]
  purposes: Placed[]
  recipients: Placed[]
  /** The followed threads come last, so that they are drawn on top. */
  threads: FlowThread[]
}

/** The distances between neighbouring threads and between lines of text. */
const pitch = 5
export const lineHeight = 18

export const wideX = { source: 162, purpose: 424, recipient: 632, width: 860, bar: 4, capsule: 11 } as const
const columnGap = 20
const labelGap = 7
const capsuleHeight = (ports: number, ends: number): number => (Math.max(ports, 1) - 1) * pitch + ends

/**
 * Three columns beside each other. A node is as high as its ports; ports lie 5 apart in the order of their far
 * ends, so that threads of one node do not cross; curves have both handles at the middle. The columns are spread
 * over the same height.
 */
export function wideLayout({ sources, purposes, recipients }: Columns, { left, right }: FlowLinks): Layout {
  const ports = (links: Link[], end: 'from' | 'to', id: string) =>
    links.filter((link) => link[end] === id).reduce((sum, link) => sum + link.threads, 0)
  const bands = {
    sources: sources.map((item) => band(item, capsuleHeight(ports(left, 'from', item.id), 13), 'beside')),
    purposes: purposes.map((item) => {
      const most = Math.max(ports(left, 'to', item.id), ports(right, 'from', item.id))
      return band(item, capsuleHeight(most, 13), 'above')
    }),
    recipients: recipients.map((item) =>
      band(item, capsuleHeight(ports(right, 'to', item.id), 11), 'beside'),
    ),
  }
  const height = Math.max(...Object.values(bands).map(packed))
  const placed = {
    sources: spread(bands.sources, height),
    purposes: spread(bands.purposes, height),
    recipients: spread(bands.recipients, height),
  }
  const { source, purpose, bar, recipient } = wideX
  const threads = [
    ...curves(left, placed.sources, placed.purposes, [source, purpose]),
    ...curves(right, placed.purposes, placed.recipients, [purpose + bar, recipient]),
  ]
  return { height, ...placed, threads: hotLast(threads) }
}

/** A node with the room it takes: `before` reaches from the room's top to the node's middle. */
interface Band {
  id: string
  height: number
  room: number
  before: number
}

function band({ id, lines }: Item, height: number, label: 'beside' | 'above'): Band {
  const text = lines * lineHeight
  if (label === 'above')
    return { id, height, room: text + labelGap + height, before: text + labelGap + height / 2 }
  const room = Math.max(text, height)
  return { id, height, room, before: room / 2 }
}

const packed = (bands: Band[]): number =>
  bands.reduce((sum, { room }) => sum + room, 0) + columnGap * Math.max(bands.length - 1, 0)

/** Sets a column's nodes under each other with equal gaps over the whole height; a single one stands in the middle. */
function spread(bands: Band[], height: number): Placed[] {
  const free = height - bands.reduce((sum, { room }) => sum + room, 0)
  const gap = bands.length > 1 ? free / (bands.length - 1) : 0
  let top = bands.length > 1 ? 0 : free / 2
  return bands.map(({ id, height: own, room, before }) => {
    const y = round(top + before)
    top += room + gap
    return { id, y, height: own }
  })
}

function curves(links: Link[], starts: Placed[], ends: Placed[], [x1, x2]: [number, number]): FlowThread[] {
  const from = portsOf(links, starts, ends, 'from', 'to')
  const to = portsOf(links, ends, starts, 'to', 'from')
  const middle = (x1 + x2) / 2
  return links.flatMap((link) =>
    Array.from({ length: link.threads }, (_, place) => {
      const y1 = from.get(portKey(link, place)) ?? 0
      const y2 = to.get(portKey(link, place)) ?? 0
      return thread(link, place, `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`)
    }),
  )
}

const portKey = ({ from, to, stopped }: Link, place: number): string => `${from}>${to}>${stopped}>${place}`

const thread = (link: Link, place: number, d: string): FlowThread => ({
  key: portKey(link, place),
  d,
  hot: place < link.hot,
  stopped: link.stopped,
})

/** The height of every thread's end on one side of a column: in the order of the far ends, about the node's middle. */
function portsOf(links: Link[], near: Placed[], far: Placed[], end: 'from' | 'to', other: 'from' | 'to') {
  const rank = new Map(far.map(({ id }, place) => [id, place]))
  const ports = new Map<string, number>()
  for (const { id, y } of near) {
    const keys = links
      .filter((link) => link[end] === id)
      .toSorted((one, two) => (rank.get(one[other]) ?? 0) - (rank.get(two[other]) ?? 0))
      .flatMap((link) => Array.from({ length: link.threads }, (_, place) => portKey(link, place)))
    const first = y - ((keys.length - 1) * pitch) / 2
    for (const [place, key] of keys.entries()) ports.set(key, round(first + place * pitch))
  }
  return ports
}

export const narrowX = { knot: 86, text: 104, width: 308 } as const
const headRoom = 36
const nodeGap = 18
const listGap = 22

export interface NarrowLayout extends Layout {
  /** Baselines of the three lists' headings. */
  heads: { sources: number; purposes: number; recipients: number }
}

/** Three lists under each other; the threads are arcs in the gutter to their left, the longer the further out. */
export function narrowLayout(columns: Columns, { left, right }: FlowLinks): NarrowLayout {
  let top = 0
  const list = (items: Item[]) => {
    const head = top + lineHeight
    top += headRoom
    const placed = items.map(({ id, lines }) => {
      const y = top + lineHeight / 2
      top += lines * lineHeight + nodeGap
      return { id, y, height: 12 }
    })
    top += listGap
    return { head, placed }
  }
  const [sources, purposes, recipients] = [
    list(columns.sources),
    list(columns.purposes),
    list(columns.recipients),
  ]
  const heads = { sources: sources.head, purposes: purposes.head, recipients: recipients.head }
  const threads = [
    ...arcs(left, sources.placed, purposes.placed),
    ...arcs(right, purposes.placed, recipients.placed),
  ]
  return {
    height: top - listGap,
    heads,
    sources: sources.placed,
    purposes: purposes.placed,
    recipients: recipients.placed,
    threads: hotLast(threads),
  }
}

function arcs(links: Link[], starts: Placed[], ends: Placed[]): FlowThread[] {
  const from = new Map(starts.map(({ id, y }) => [id, y]))
  const to = new Map(ends.map(({ id, y }) => [id, y]))
  return links.flatMap((link) => {
    const y1 = from.get(link.from) ?? 0
    const y2 = to.get(link.to) ?? 0
    const reach = Math.min(16 + 0.135 * Math.abs(y2 - y1), 78)
    return Array.from({ length: link.threads }, (_, place) => {
      const x = round(narrowX.knot - (reach + 3 * place) / 0.8)
      return thread(link, place, `M${narrowX.knot} ${y1}C${x} ${y1} ${x} ${y2} ${narrowX.knot} ${y2}`)
    })
  })
}

const hotLast = (threads: FlowThread[]): FlowThread[] =>
  threads.toSorted((one, other) => Number(one.hot) - Number(other.hot))

const round = (value: number): number => Math.round(value * 10) / 10
