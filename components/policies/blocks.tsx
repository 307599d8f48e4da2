import type { ReactNode } from 'react'

/** Pieces of a part under each other: text, facts, tables, rows. */
export function Blocks({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-7">{children}</div>
}
