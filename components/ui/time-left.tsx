'use client'

import { useEffect, useState } from 'react'

interface Props {
  /** The time left when the page was drawn, as `mm:ss`. Without script it stays as it is. */
  text: string
  seconds: number
}

/**
 * Counts a time down in minutes and seconds. Once it has run out, the page is loaded again, because the server knows the
 * new state. Screen readers do not read every change.
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
