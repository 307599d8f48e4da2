'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { SessionOver, type SessionOverWords } from './session-over.tsx'

interface Props {
  /** The address that answers with the version of what the page shows, and with 401 once the session is over. */
  url: string
  /** The version that the page was made from. */
  version: string
  everySeconds: number
  /** What covers the page once the session is over; absent where another KeepFresh of the page has it. */
  over?: SessionOverWords
}

/** A page that was not touched for this long asks five times less often. */
const restMs = 5 * 60 * 1000
/** The browser went back or forward: what it shows may be older than the session. */
let wentBack = false

/**
 * Asks for the version while the page is visible, and loads the page again when it has changed. It covers the page when the
 * session is over, and uncovers it when the same customer has signed in elsewhere.
 */
export function KeepFresh({ url, version, everySeconds, over }: Props) {
  const router = useRouter()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const gone = new AbortController()
    let touchedAt = Date.now()
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const rested = Date.now() - touchedAt > restMs
      timer = setTimeout(ask, everySeconds * (rested ? 5000 : 1000))
    }
    const ask = async () => {
      if (document.visibilityState === 'hidden') return
      const answer = await fetch(url, { signal: gone.signal }).catch(() => null)
      const latest = answer?.ok ? await answer.text() : version
      if (gone.signal.aborted) return
      if (answer) setOver(answer.status === 401)
      if (latest !== version) router.refresh()
      wait()
    }
    const touch = () => {
      touchedAt = Date.now()
    }
    const back = () => {
      clearTimeout(timer)
      touch()
      ask()
    }
    const onShown = ({ persisted }: PageTransitionEvent) => persisted && back()
    const onPop = () => {
      wentBack = true
    }
    if (wentBack) ask()
    else wait()
    wentBack = false
    const { signal } = gone
    document.addEventListener('visibilitychange', back, { signal })
    document.addEventListener('pointerdown', touch, { signal })
    document.addEventListener('keydown', touch, { signal })
    addEventListener('pageshow', onShown, { signal })
    addEventListener('popstate', onPop, { signal })
    addEventListener('signed-out', back, { signal })
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [url, version, everySeconds, router])
  return over ? <SessionOver open={isOver} words={over} /> : null
}
