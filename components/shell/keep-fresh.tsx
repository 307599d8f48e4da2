'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

interface Props {
  /** The address that answers with the version of what the page shows. */
  url: string
  /** The version that the page was made from. */
  version: string
  everySeconds: number
}

/** A page that was not touched for this long asks five times less often. */
const restMs = 5 * 60 * 1000

/** Asks for the version while the page is visible, and loads the page again when it has changed. */
export function KeepFresh({ url, version, everySeconds }: Props) {
  const router = useRouter()
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
    wait()
    document.addEventListener('visibilitychange', back, { signal: gone.signal })
    document.addEventListener('pointerdown', touch, { signal: gone.signal })
    document.addEventListener('keydown', touch, { signal: gone.signal })
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [url, version, everySeconds, router])
  return null
}
