'use client'

import { useEffect, useEffectEvent, useState } from 'react'

interface Props {
  seconds: number
  /** `%` in it stands for the seconds left. */
  text: string
  onEnd: () => void
}

/** Counts seconds down in a sentence. It is no live region, so a screen reader does not read every second. */
export function Countdown({ seconds, text, onEnd }: Props) {
  const [left, setLeft] = useState(seconds)
  const end = useEffectEvent(onEnd)
  useEffect(() => {
    const over = Date.now() + seconds * 1000
    const tick = () => {
      const rest = Math.ceil((over - Date.now()) / 1000)
      if (rest > 0) setLeft(rest)
      else end()
    }
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return <span className="num">{text.replace('%', String(left))}</span>
}
