import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { TimeLeft } from './time-left.tsx'

type BandProps = {
  /** Name of the band for screen readers. */
  label: string
  /** `live` tells the page's owner that someone is looking, `urgent` that it is a look without leave. */
  tone?: 'live' | 'urgent'
  /** What is so, as term and text, the most telling first; on phones the first two are in sight, without their terms. */
  pairs: readonly { term: string; text: ReactNode }[]
  /** How long it still goes on: as `mm:ss` when the page was drawn, and in seconds for counting on. */
  left?: { term: string; text: string; seconds: number }
  /** The way to stop it. */
  children?: ReactNode
}

/** What must not be scrolled away: over everything, from the top line to the foot. */
export function Band({ label, tone, pairs, left, children }: BandProps) {
  return (
    <aside className={classes('band', tone)} aria-label={label}>
      <dl className="pairs">
        {pairs.map(({ term, text }) => (
          <div key={term}>
            <dt className="label">{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <div className="end">
        {left && (
          <p>
            <span className="label">{left.term}</span> <TimeLeft text={left.text} seconds={left.seconds} />
          </p>
        )}
        {children}
      </div>
    </aside>
  )
}
