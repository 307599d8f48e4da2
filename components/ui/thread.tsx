import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { Label } from './text.tsx'

type ThreadProps = {
  /** `across` lies flat from 45rem; `log` is a history with room between its steps; else upright and dense. */
  shape?: 'across' | 'log'
  /** Id of the heading that names the list. */
  labelledBy?: string
  children: ReactNode
}

/** A list with a line along its marks, whose shapes say what happened. A history runs newest first. */
export function Thread({ shape, labelledBy, children }: ThreadProps) {
  const List = shape === 'across' ? 'ul' : 'ol'
  return (
    <List className={classes('thread', shape)} aria-labelledby={labelledBy}>
      {children}
    </List>
  )
}

type KnotProps = {
  /**
   * In a row: `ring` source, `stitch` purpose, `disc` recipient, `stop` until when. In a history: `ring` began or off,
   * `disc` done or on, `stop` deadline, `now`, `now-off` now and off, `next` not yet.
   */
  knot: 'ring' | 'disc' | 'stitch' | 'stop' | 'now' | 'now-off' | 'next'
  /** The line after the mark: it flows, was stopped, is expected, or is absent after the last. */
  line: 'solid' | 'cut' | 'dots' | 'none'
  label?: ReactNode
  /** ISO 8601, when the label is a time. */
  dateTime?: string
  children: ReactNode
}

/** A mark of a Thread with its text. */
export function Knot({ knot, line, label, dateTime, children }: KnotProps) {
  return (
    <li data-knot={knot} data-line={line}>
      {label && <Label dateTime={dateTime}>{label}</Label>}
      {children}
    </li>
  )
}

type SaidProps = { mine?: boolean; note?: boolean; lang?: string; children: ReactNode }

/** A message inside a step: the reader's own (`mine`), the other side's, or a note among the staff (`note`). */
export function Said({ mine, note, lang, children }: SaidProps) {
  return (
    <p className={classes('said', mine && 'mine', note && 'staff-note')} lang={lang}>
      {children}
    </p>
  )
}
