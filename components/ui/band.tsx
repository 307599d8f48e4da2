import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { TimeLeft } from './time-left.tsx'

type BandProps = {
  /** Name of the band for screen readers. */
  label: string
  /** `live` tells the customer that a look is running; `urgent` is for a look without their permission. */
  tone?: 'live' | 'urgent'
  /** Facts as term and text, the most important first. Phones show the first two, without their terms. */
  pairs: readonly { term: string; text: ReactNode }[]
  /** The time left when the page was drawn, as `mm:ss` and in seconds for the countdown. */
  left?: { term: string; text: string; seconds: number }
  /** The button that ends the look. */
  children?: ReactNode
}

/** A band that stays in sight over the page while it is scrolled. Screen readers say what it tells when it comes. */
export function Band({ label, tone, pairs, left, children }: BandProps) {
  return (
    <aside className={classes('band', tone)} aria-label={label}>
      <div role="status">
        <dl className="pairs">
          {pairs.map(({ term, text }) => (
            <div key={term}>
              <dt className="label">{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
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
