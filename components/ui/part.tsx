'use no memo'

import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type PartProps = {
  heading: ReactNode
  /** The sentence under the heading, such as how many there are. */
  note?: ReactNode
  id?: string
  /** The content takes the whole width, the heading stays above it. */
  wide?: boolean
  children: ReactNode
}

/** A part of a page: an ink rule, a heading (in the margin on wide screens) and content. */
export function Part({ heading, note, id, wide, children }: PartProps) {
  return (
    <section id={id} className={classes('part', wide && 'wide')}>
      <header>
        <h2>{heading}</h2>
        {note && <p className="note">{note}</p>}
      </header>
      {children}
    </section>
  )
}

/** The rows of a part, divided by hairlines. */
export function Rows({ children }: { children: ReactNode }) {
  return <div className="rows">{children}</div>
}

type RowProps = {
  id?: string
  /** Something in it was pressed and is not done yet: it waits for a yes or a no. */
  asking?: boolean
  children: ReactNode
}

/** A row of a part: a Line, then a Note or a Disclosure. */
export function Row({ id, asking, children }: RowProps) {
  return (
    <div id={id} className={classes('row', asking && 'asking')}>
      {children}
    </div>
  )
}

/** The first line of a row: title, then value, action or switch. `id` is the title's, for `labelledBy`. */
export function Line({ title, id, children }: { title: ReactNode; id?: string; children?: ReactNode }) {
  return (
    <div className="line">
      <h3 id={id}>{title}</h3>
      {children}
    </div>
  )
}

/** Actions in a line; on phones they wrap, with room to touch. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className="acts">{children}</div>
}

/** Yes and no: two outlined buttons, equally wide. */
export function YesOrNo({ children }: { children: ReactNode }) {
  return <div className="yes-or-no">{children}</div>
}

/** One or two sentences in an empty part, which say what will be there and when. */
export function Empty({ children }: { children: ReactNode }) {
  return <p className="empty">{children}</p>
}
