'use no memo'

import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type Text = { children: ReactNode; className?: string }

/** Secondary text: the sentence under a row, a hint, an aside. */
export function Note({ children, className, id }: Text & { id?: string }) {
  return (
    <p id={id} className={classes('note', className)}>
      {children}
    </p>
  )
}

/** A small label: a date, a unit, a caption. With `dateTime` (ISO 8601) it is a `time` element. */
export function Label({ children, className, dateTime }: Text & { dateTime?: string }) {
  const name = classes('label', className)
  return dateTime === undefined ? (
    <span className={name}>{children}</span>
  ) : (
    <time className={name} dateTime={dateTime}>
      {children}
    </time>
  )
}

/**
 * The value of a row. `none` tells that there is no value, in words. `masked` is what a screen reader says in place
 * of the dots of a masked value.
 */
export function Value({ children, masked, none }: { children: ReactNode; masked?: string; none?: boolean }) {
  return (
    <span className={classes('value', none && 'none')}>
      {masked === undefined ? (
        children
      ) : (
        <>
          <span aria-hidden="true">{children}</span>
          <span className="sr">{masked}</span>
        </>
      )}
    </span>
  )
}

/** The opening sentence of a page. */
export function Lede({ children, className }: Text) {
  return <p className={classes('lede', className)}>{children}</p>
}

/** The text of a document: paragraphs, lists, headings. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className="prose">{children}</div>
}

/** A checksum, which may break anywhere. */
export function Hash({ children }: { children: ReactNode }) {
  return <span className="hash">{children}</span>
}

/** Marks words: `soon` for little time left or a country abroad, `late` for late or refused. */
export function Urgent({ tone, children }: { tone: 'soon' | 'late'; children: ReactNode }) {
  return <span className={tone}>{children}</span>
}
