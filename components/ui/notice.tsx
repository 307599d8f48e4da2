import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type NoticeProps = {
  /** `tell` says, `warn` asks or explains a lock, `refuse` refuses. */
  tone: 'tell' | 'warn' | 'refuse'
  /** Its first line; no heading, so that it may stand anywhere. */
  title?: ReactNode
  /** For what appears after an action: read out at once (`alert`) or when there is a pause (`status`). */
  role?: 'alert' | 'status'
  children: ReactNode
}

/** A bar in the margin, no box. */
export function Notice({ tone, title, role, children }: NoticeProps) {
  return (
    <div className={classes('notice', tone !== 'tell' && tone)} role={role}>
      {title && (
        <p>
          <b>{title}</b>
        </p>
      )}
      {children}
    </div>
  )
}

/** A state in words, with the thread's mark before it. */
export function StateLabel({ is, children }: { is: 'done' | 'wait' | 'off' | 'bad'; children: ReactNode }) {
  return <span className={`state ${is}`}>{children}</span>
}
