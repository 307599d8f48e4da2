'use client'

import { useMutation } from '@tanstack/react-query'
import { client, sentenceFor } from '#api/portal/client.ts'
import type { SessionWords } from '#i18n/describe/sessions.ts'
import { Button } from '../ui/button.tsx'
import { Line } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'

/** A session of the customer. They can end any session here except the one of this browser. */
export function SessionRow({
  session,
  words,
}: {
  session: SessionWords
  words: Record<'current' | 'end' | 'ended' | 'offline', string>
}) {
  const end = useMutation({ mutationFn: () => client.profile.endSession({ id: session.id }) })
  return (
    <>
      <Line title={session.device}>
        {session.current && <Value>{words.current}</Value>}
        {!session.current && !end.isSuccess && (
          <Button
            kind="text"
            aria-label={session.endLabel}
            disabled={!session.endable}
            aria-disabled={end.isPending}
            onClick={() => end.mutate()}
          >
            {words.end}
          </Button>
        )}
      </Line>
      <Note>{session.sentence}</Note>
      <div role="status">{end.isSuccess ? <Note>{words.ended}</Note> : null}</div>
      {end.isError && <p className="error">{sentenceFor(end.error, words.offline)}</p>}
    </>
  )
}
