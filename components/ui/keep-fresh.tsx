'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

interface Props {
  /** Answers with a word that changes when there is something new to show. */
  ask: string
  /** The word at the time the page was made. */
  known: string
  everySeconds: number
}

/** Asks again and again, while the page is in sight, whether there is something new; then has the page made anew. */
export function KeepFresh({ ask, known, everySeconds }: Props) {
  const router = useRouter()
  useEffect(() => {
    let asking = false
    const look = async () => {
      if (asking || document.visibilityState === 'hidden') return
      asking = true
      const answer = await fetch(ask).catch(() => null)
      const word = answer?.ok ? await answer.text() : known
      if (word !== known) router.refresh()
      asking = false
    }
    const timer = setInterval(look, everySeconds * 1000)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [ask, known, everySeconds, router])
  return null
}
