import type { ReactNode } from 'react'

/** Puts the pieces of a part (texts, facts, tables, rows) under each other. */
export function Blocks({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-7">{children}</div>
}
