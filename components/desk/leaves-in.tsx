'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Countdown } from '../ui/countdown.tsx'

/** The worker lets a text out within a second or two of its time. */
const patienceMs = 2500

/** Counts down until a text leaves, and then draws the page again, which keeps what was typed elsewhere on it. */
export function LeavesIn({ seconds, text }: { seconds: number; text: string }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setTimeout(() => router.refresh(), seconds * 1000 + patienceMs)
    return () => clearTimeout(timer)
  }, [router, seconds])
  return <Countdown seconds={seconds} text={text} onEnd={() => undefined} />
}
