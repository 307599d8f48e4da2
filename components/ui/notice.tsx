import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type NoticeProps = {
  /** `tell` informs, `warn` asks or explains a lock, `refuse` says that something was refused. */
  tone: 'tell' | 'warn' | 'refuse'
  /** The first line. It is no heading, so that a notice can be used anywhere. */
  title?: ReactNode
  /** For a notice that appears after an action: screen readers read it at once (`alert`) or in a pause (`status`). */
  role?: 'alert' | 'status'
  children: ReactNode
}

/** A notice with a bar in the margin. */
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
