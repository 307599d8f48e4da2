'use no memo'

import type { ReactNode } from 'react'
import { classes } from './classes.ts'

/** A row that begins with a wish in the customer's words. The term stands at the right edge, on phones under the title. */
export function Wish({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="row wish">
      <h3>{title}</h3>
      {children}
    </div>
  )
}

interface TermProps {
  figure: string
  unit: string
  /** From when it is counted. */
  from?: string | null
  late?: boolean
}

/** A figure with what it counts: «3 жұмыс күні, өтініш түскен күннен». */
export function Term({ figure, unit, from, late }: TermProps) {
  return (
    <p className={classes('term', late && 'late')}>
      <b>{figure}</b> {unit}
      {from && <span className="from">{from}</span>}
    </p>
  )
}
