'use client'

import { useMutation } from '@tanstack/react-query'
import { client, sentenceFor } from '#api/portal/client.ts'
import type { SessionWords } from '#i18n/describe/sessions.ts'
import { Button } from '../ui/button.tsx'
import { Line } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'
import { useStepUp } from './step-up.tsx'

/** A session of the customer. They can end any session here except the one of this browser, after a fresh code. */
export function SessionRow({
  session,
  words,
}: {
  session: SessionWords
  words: Record<'current' | 'end' | 'ending' | 'ended' | 'offline', string>
}) {
  const withFreshCode = useStepUp()
  const end = useMutation({
    mutationFn: () => withFreshCode(() => client.profile.endSession({ id: session.id })),
  })
  const isEnded = end.data !== undefined
  return (
    <>
      <Line title={session.device}>
        {session.current && <Value>{words.current}</Value>}
        {!session.current && !isEnded && (
          <Button
            kind="text"
            scripted
            aria-label={end.isPending ? undefined : session.endLabel}
            disabled={!session.endable}
            aria-disabled={end.isPending}
            onClick={() => !end.isPending && end.mutate()}
          >
            {end.isPending ? words.ending : words.end}
          </Button>
        )}
      </Line>
      <Note>{session.sentence}</Note>
      <div role="status">{isEnded ? <Note>{words.ended}</Note> : null}</div>
      {end.isError && <p className="error">{sentenceFor(end.error, words.offline)}</p>}
    </>
  )
}
