import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type NeedProps = {
  title: ReactNode
  /** `refuse` is for a look without permission, `calm` for what can wait; otherwise a clock runs. */
  tone?: 'refuse' | 'calm'
  /** At the right edge: the time left, or when it was. */
  time?: ReactNode
  children: ReactNode
}

/** What waits for the customer, with the deed inside. */
export function Need({ title, tone, time, children }: NeedProps) {
  return (
    <article className={classes('need', tone)}>
      <header>
        <h3>{title}</h3>
        {time}
      </header>
      {children}
    </article>
  )
}

/** Two deeds of the same size and weight, side by side or one under the other. */
export function Either({ children }: { children: ReactNode }) {
  return <div className="either">{children}</div>
}
