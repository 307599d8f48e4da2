import { Fragment } from 'react'
import type { FlowWords, NodeWords, RecipientNodeWords } from '#i18n/describe/flow.ts'
import { classes } from '../ui/classes.ts'
import {
  type FlowThread,
  type Layout,
  lineHeight,
  narrowLayout,
  narrowX,
  type Placed,
  wideLayout,
  wideX,
} from './flow-layout.ts'
import type { FlowLinks } from './flow-links.ts'
import { wrap } from './flow-text.ts'

interface Props {
  words: FlowWords
  links: FlowLinks
  /** What a screen reader hears in place of the picture. */
  label: string
  heads: { from: string; why: string; to: string }
}

const titleSize = 15
const subSize = 13

/** A node's text broken into lines. */
interface Lettered<Node> {
  node: Node
  title: string[]
  sub: string[]
}

const letter = <Node extends NodeWords>(nodes: Node[], room: number): Lettered<Node>[] =>
  nodes.map((node) => ({
    node,
    title: wrap(node.title, titleSize, room),
    sub: node.sub === null ? [] : wrap(node.sub, subSize, room),
  }))

const items = <Node extends NodeWords>(lettered: Lettered<Node>[]) =>
  lettered.map(({ node, title, sub }) => ({ id: node.id, lines: title.length + sub.length }))

/** Three columns, for screens from 45rem. */
export function WideFlow({ words, links, label, heads }: Props) {
  const { source, purpose, recipient, width, bar, capsule } = wideX
  const sources = letter(words.sources, source - capsule - 14)
  const purposes = letter(words.purposes, 220)
  const recipients = letter(words.recipients, width - recipient - capsule - 13)
  const layout = wideLayout(
    { sources: items(sources), purposes: items(purposes), recipients: items(recipients) },
    links,
  )
  const middle = purpose + bar / 2
  return (
    <svg className="wide-pic" viewBox={`0 -36 ${width} ${layout.height + 44}`} role="img" aria-label={label}>
      <Head x={source} y={-20} anchor="end" text={heads.from} />
      <Head x={middle} y={-20} anchor="middle" text={heads.why} />
      <Head x={recipient} y={-20} anchor="start" text={heads.to} />
      <Threads threads={layout.threads} />
      {each(sources, layout.sources, (one, { y, height }) => (
        <g key={one.node.id}>
          <rect className="ring" x={source - capsule} y={y - height / 2} width={capsule} height={height} />
          <Beside lettered={one} x={source - capsule - 12} y={y} anchor="end" />
        </g>
      ))}
      {each(purposes, layout.purposes, ({ node, title }, { y, height }) => (
        <g key={node.id}>
          <rect className="bar-k" x={purpose} y={y - height / 2} width={bar} height={height} />
          {title.map((line, place) => (
            <text
              key={line}
              className="halo"
              x={middle}
              y={y - height / 2 - 9 - (title.length - 1 - place) * lineHeight}
              textAnchor="middle"
            >
              {line}
            </text>
          ))}
        </g>
      ))}
      {each(recipients, layout.recipients, (one, { y, height }) => (
        <g key={one.node.id}>
          <rect
            className={knotClasses(one.node)}
            x={recipient}
            y={y - height / 2}
            width={capsule}
            height={height}
            rx="5.5"
          />
          {one.node.abroad && (
            <rect
              className="abroad"
              x={recipient - 9}
              y={y - height / 2 - 3}
              width="2.5"
              height={height + 6}
            />
          )}
          <Beside lettered={one} x={recipient + capsule + 11} y={y} anchor="start" />
        </g>
      ))}
    </svg>
  )
}

/** Three lists under each other, for phones. */
export function NarrowFlow({ words, links, label, heads }: Props) {
  const { knot, text, width } = narrowX
  const room = width - text
  const sources = letter(words.sources, room)
  const purposes = letter(words.purposes, room)
  const recipients = letter(words.recipients, room)
  const layout = narrowLayout(
    { sources: items(sources), purposes: items(purposes), recipients: items(recipients) },
    links,
  )
  return (
    <svg className="narrow" viewBox={`0 0 ${width} ${layout.height}`} role="img" aria-label={label}>
      <Threads threads={layout.threads} />
      <Head x={text} y={layout.heads.sources} anchor="start" text={heads.from} />
      {each(sources, layout.sources, (one, { y }) => (
        <g key={one.node.id}>
          <circle className="ring" cx={knot} cy={y} r="6" />
          <Lines lettered={one} x={text} y={y + 5} anchor="start" />
        </g>
      ))}
      <Head x={text} y={layout.heads.purposes} anchor="start" text={heads.why} />
      {each(purposes, layout.purposes, (one, { y }) => (
        <g key={one.node.id}>
          <rect className="bar-k" x={knot - 7} y={y - 2} width="14" height="4" />
          <Lines lettered={one} x={text} y={y + 5} anchor="start" />
        </g>
      ))}
      <Head x={text} y={layout.heads.recipients} anchor="start" text={heads.to} />
      {each(recipients, layout.recipients, (one, { y }) => (
        <g key={one.node.id}>
          <circle className={knotClasses(one.node)} cx={knot} cy={y} r="6" />
          {one.node.abroad && <rect className="abroad" x={knot - 13} y={y - 9} width="2.5" height="18" />}
          <Lines lettered={one} x={text} y={y + 5} anchor="start" />
        </g>
      ))}
    </svg>
  )
}

function each<Node extends NodeWords, Drawn>(
  lettered: Lettered<Node>[],
  placed: Layout['sources'],
  draw: (one: Lettered<Node>, place: Placed) => Drawn,
): Drawn[] {
  const places = new Map(placed.map((place) => [place.id, place]))
  return lettered.flatMap((one) => {
    const place = places.get(one.node.id)
    return place ? [draw(one, place)] : []
  })
}

const knots = { flows: 'disc', stopped: 'stopped', kept: 'ring' } as const
const knotClasses = ({ state, abroad }: RecipientNodeWords) =>
  classes(knots[state], state === 'flows' && abroad && 'abroad')

/** Threads with the same class are drawn as one path, which saves about a hundred elements. */
function Threads({ threads }: { threads: FlowThread[] }) {
  const groups = Map.groupBy(threads, ({ hot, stopped }) => classes(stopped && 'cut', hot && 'hot'))
  return [...groups].map(([name, alike]) => (
    <path key={name} className={name} d={alike.map(({ d }) => d).join('')} />
  ))
}

interface TextPlace {
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
}

function Head({ x, y, anchor, text }: TextPlace & { text: string }) {
  return (
    <text className="sub" x={x} y={y} textAnchor={anchor}>
      {text}
    </text>
  )
}

/** Lines of text centred at a height. */
function Beside({ lettered, y, ...place }: TextPlace & { lettered: Lettered<NodeWords> }) {
  const lines = lettered.title.length + lettered.sub.length
  return <Lines lettered={lettered} y={y + 5 - ((lines - 1) * lineHeight) / 2} {...place} />
}

/** Lines of text below a first baseline: the title, then the note. */
function Lines({ lettered: { title, sub }, x, y, anchor }: TextPlace & { lettered: Lettered<NodeWords> }) {
  return (
    <>
      <text x={x} y={y} textAnchor={anchor}>
        <Spans lines={title} x={x} />
      </text>
      {sub.length > 0 && (
        <text className="sub" x={x} y={y + title.length * lineHeight} textAnchor={anchor}>
          <Spans lines={sub} x={x} />
        </text>
      )}
    </>
  )
}

/** The lines of a text. Between them stands a space without width, so that no two words are read as one. */
function Spans({ lines, x }: { lines: string[]; x: number }) {
  return lines.map((line, place) => (
    <Fragment key={line}>
      {place > 0 && <tspan fontSize="0"> </tspan>}
      <tspan x={x} dy={place === 0 ? 0 : lineHeight}>
        {line}
      </tspan>
    </Fragment>
  ))
}
