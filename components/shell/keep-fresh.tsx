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

/** A page nobody has touched for so long asks five times less often. */
const restMs = 5 * 60 * 1000

/** Asks again and again, while the page is in sight, whether there is something new; then has the page made anew. */
export function KeepFresh({ ask, known, everySeconds }: Props) {
  const router = useRouter()
  useEffect(() => {
    const gone = new AbortController()
    let touchedAt = Date.now()
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const rested = Date.now() - touchedAt > restMs
      timer = setTimeout(look, everySeconds * (rested ? 5000 : 1000))
    }
    const look = async () => {
      if (document.visibilityState === 'hidden') return
      const answer = await fetch(ask, { signal: gone.signal }).catch(() => null)
      const word = answer?.ok ? await answer.text() : known
      if (gone.signal.aborted) return
      if (word !== known) router.refresh()
      wait()
    }
    const touch = () => {
      touchedAt = Date.now()
    }
    const back = () => {
      clearTimeout(timer)
      touch()
      look()
    }
    wait()
    document.addEventListener('visibilitychange', back, { signal: gone.signal })
    document.addEventListener('pointerdown', touch, { signal: gone.signal })
    document.addEventListener('keydown', touch, { signal: gone.signal })
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [ask, known, everySeconds, router])
  return null
}
