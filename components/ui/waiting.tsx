'use client'

import { useLinkStatus } from 'next/link'

/** Inside a link of the frame: marks it from the press until its page is there, however slow the network. */
export function Waiting() {
  const { pending } = useLinkStatus()
  return pending && <i className="waiting" aria-hidden="true" />
}
