'use client'

import { useEffect, useState } from 'react'

interface Props {
  /** The time left as it was when the page was drawn, `mm:ss`: what stands there without script. */
  text: string
  seconds: number
}

/**
 * Counts a time down in minutes and seconds; once it has run out, the page is asked for anew, and the server says
 * what is now. A timer is not read out as it changes.
 */
export function TimeLeft({ text, seconds }: Props) {
  const [rest, setRest] = useState<number | null>(null)
  useEffect(() => {
    if (seconds <= 0) return
    const end = Date.now() + seconds * 1000
    const timer = setInterval(() => {
      const now = Math.ceil((end - Date.now()) / 1000)
      setRest(Math.max(0, now))
      if (now >= 0) return
      clearInterval(timer)
      location.reload()
    }, 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return (
    <span role="timer" className="left num">
      {rest === null ? text : minutesAndSeconds(rest)}
    </span>
  )
}

const minutesAndSeconds = (seconds: number): string =>
  [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, '0')).join(':')
