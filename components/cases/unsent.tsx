'use client'

import { useOnline } from '../shell/use-online.ts'
import { Notice } from '../ui/notice.tsx'

/** Says at once that there is no network, what is kept, and what is not sent. */
export function Unsent({ words }: { words: Record<'noNetwork' | 'notSent', string> }) {
  const online = useOnline()
  return (
    <div role="status" className="empty:-mt-5">
      {!online && (
        <Notice tone="warn" title={words.noNetwork}>
          <p>{words.notSent}</p>
        </Notice>
      )}
    </div>
  )
}
