import type { ReactNode } from 'react'
import { Note } from './text.tsx'

/** What becomes of kinds of data: `gone` of what is erased, `held` of what is kept. */
export function Fates({ mark, children }: { mark: 'gone' | 'held'; children: ReactNode }) {
  return <ul className={`fate ${mark}`}>{children}</ul>
}

interface FateProps {
  title: ReactNode
  /** How many entries there are, after the title. */
  count?: string | null
  /** Until when it is kept. */
  until?: ReactNode
  /** Why, and what else there is to say. */
  notes?: readonly ReactNode[]
}

/** One kind of data, inside Fates. */
export function Fate({ title, count, until, notes = [] }: FateProps) {
  return (
    <li>
      <b>{title}</b>
      {count && `, ${count}`}
      {until && <p>{until}</p>}
      {notes.map((note, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the sentences have an order and no name
        <Note key={at}>{note}</Note>
      ))}
    </li>
  )
}
