'use client'

import { useLinkStatus } from 'next/link'

/** Marks a link of the frame from the press until its page has loaded. */
export function Waiting() {
  const { pending } = useLinkStatus()
  return pending && <i className="waiting" aria-hidden="true" />
}
