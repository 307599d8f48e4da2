import type { ReactNode } from 'react'

/** A list of events, newest first: the date in the margin, the sentence, the state below. */
export function Ledger({ children }: { children: ReactNode }) {
  return <ol className="ledger">{children}</ol>
}

type LedgerEntryProps = {
  when: ReactNode
  /** The same moment as ISO 8601. */
  dateTime?: string
  state?: ReactNode
  children: ReactNode
}

/** One entry of a Ledger; `children` are the sentence. */
export function LedgerEntry({ when, dateTime, state, children }: LedgerEntryProps) {
  return (
    <li>
      <time className="label" dateTime={dateTime}>
        {when}
      </time>
      <p>{children}</p>
      {state}
    </li>
  )
}
