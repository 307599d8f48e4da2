import type { ReactNode } from 'react'

type DisclosureProps = {
  /** The sentence of the row; the chevron follows its last word. */
  summary: ReactNode
  open?: boolean
  /** On phones the closed sentence takes one line. */
  fold?: boolean
  /** What wide screens show of a fold while it is closed, too. */
  kept?: ReactNode
  children: ReactNode
}

/** A sentence that opens on its content, which is laid out in a grid. */
export function Disclosure({ summary, open, fold, kept, children }: DisclosureProps) {
  return (
    <details open={open} className={fold ? 'fold' : undefined}>
      <summary className="note">{summary}</summary>
      <div className="inset">
        {kept && <div className="kept">{kept}</div>}
        {children}
      </div>
    </details>
  )
}

/** A short list under a title; `none` is said where it is empty, and without it an empty list is left out. */
export function TitledList({
  title,
  items,
  none,
}: {
  title: string
  items: readonly string[]
  none?: string
}) {
  if (items.length === 0 && !none) return null
  return (
    <div>
      <h4>{title}</h4>
      {items.length === 0 && <p>{none}</p>}
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  )
}

/** Two pieces in two columns from 45rem. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="pair">{children}</div>
}
