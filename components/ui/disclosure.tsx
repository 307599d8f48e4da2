import type { ReactNode } from 'react'

type DisclosureProps = {
  /** The sentence of the row; the chevron follows its last word. */
  summary: ReactNode
  open?: boolean
  children: ReactNode
}

/** A sentence that opens on its content, which is laid out in a grid. */
export function Disclosure({ summary, open, children }: DisclosureProps) {
  return (
    <details open={open}>
      <summary className="note">{summary}</summary>
      <div className="inset">{children}</div>
    </details>
  )
}

/** Two pieces in two columns from 45rem. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className="pair">{children}</div>
}
