'use client'

import { useEffect, useState } from 'react'
import en from '#i18n/messages/en/fault.json' with { type: 'json' }
import kk from '#i18n/messages/kk/fault.json' with { type: 'json' }
import ru from '#i18n/messages/ru/fault.json' with { type: 'json' }
import { Button } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Label } from '../ui/text.tsx'

const languages: Record<string, typeof kk> = { kk, ru, en }

interface Props {
  /** Next's digest of the error, which the server logs with the request id. */
  error: Error & { digest?: string }
  reset: () => void
}

/** Says that a page failed, what to do, and the number to give the bank; nothing of the error itself. */
export function ErrorScreen({ error, reset }: Props) {
  const [words, setWords] = useState(kk)
  useEffect(() => setWords(languages[document.documentElement.lang] ?? kk), [])
  return (
    <main id="main" className="page">
      <PageHead title={words.title}>
        <p>{words.text}</p>
        {error.digest && <Label>{words.request.replace('{id}', error.digest)}</Label>}
      </PageHead>
      <div className="acts">
        <Button kind="main" scripted onClick={reset}>
          {words.retry}
        </Button>
        <a href="/">{words.home}</a>
      </div>
    </main>
  )
}
