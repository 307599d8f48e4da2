import type { ReactNode } from 'react'

type DisclosureProps = {
  /** The sentence of the row; the chevron follows its last word. */
  summary: ReactNode
  open?: boolean
  children: ReactNode
}

/** A sentence that opens. Its content stands in a grid with room between the pieces. */
export function Disclosure({ summary, open, children }: DisclosureProps) {
  return (
    <details open={open}>
      <summary className="note">{summary}</summary>
      <div className="inset">{children}</div>
    </details>
  )
}

/** Two pieces beside each other from 45rem. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="pair">{children}</div>
}
