import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type ClockProps = {
  /** The day of the deadline that has been reached: 0 on arrival, more than `of` when late. */
  day: number
  /** Length of the deadline in days. */
  of: number
  /** By default it follows from the days: soon from 80 %, late after the last. */
  tone?: 'calm' | 'soon' | 'late'
  /** The sentence that says what the picture shows. */
  label: string
  start?: ReactNode
  end?: ReactNode
  /** A small clock for tables, without days and ends. */
  mini?: boolean
}

/** A deadline as a thread: a tick a day, the run so far, a knob for today, a bar at the end. */
export function Clock({ day, of, tone = toneOf(day, of), label, start, end, mini }: ClockProps) {
  const at = percent(Math.min(Math.max(day, 0), of), of)
  return (
    <div className={classes('clock', tone !== 'calm' && tone, mini && 'mini')}>
      <svg className="track" role="img" aria-label={label}>
        {!mini && ticks(of).map((x) => <rect key={x} className="day" x={x} />)}
        <rect className="run" width={at} />
        <rect className="end" x="100%" />
        <circle className="knob" cx={at} />
      </svg>
      {(start || end) && (
        <p className="ends">
          <span>{start}</span>
          <span>{end}</span>
        </p>
      )}
    </div>
  )
}

/** The days left in large figures. A page has at most one. */
export function Figure({ value, unit }: { value: ReactNode; unit: ReactNode }) {
  return (
    <p className="figure">
      <b>{value}</b> <span>{unit}</span>
    </p>
  )
}

function toneOf(day: number, of: number) {
  if (day > of) return 'late'
  return day >= of * 0.8 ? 'soon' : 'calm'
}

function ticks(of: number): string[] {
  return Array.from({ length: of }, (_, day) => percent(day, of))
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 10000) / 100}%`
}
