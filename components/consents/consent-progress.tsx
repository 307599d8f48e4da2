'use client'

import Link from 'next/link'
import type { ConsentRow } from '#i18n/describe/consents.ts'
import { Note, Urgent } from '../ui/text.tsx'
import { Knot, Thread } from '../ui/thread.tsx'
import { useConsents } from './consents-provider.tsx'

/** Shows which systems have carried out the latest decision; nothing before the first decision. */
export function ConsentProgress({ row: { id, progress } }: { row: ConsentRow }) {
  const { words, decideByForm } = useConsents()
  if (!progress) return null
  const { lines, note, late } = progress
  const titleId = `${id}-progress`
  return (
    <div aria-live="polite">
      <h4 id={titleId}>{words.progress}</h4>
      {(note || lines.length > 0) && <Note>{note ?? words.toldOnly}</Note>}
      {lines.length > 0 && (
        <Thread shape={lines.length < 5 ? 'across' : undefined} labelledBy={titleId}>
          {lines.map(({ knot, line, when, dateTime, text, tone }) => (
            <Knot key={text} knot={knot} line={line} label={when} dateTime={dateTime ?? undefined}>
              {tone ? <Urgent tone={tone}>{text}</Urgent> : text}
            </Knot>
          ))}
        </Thread>
      )}
      {late && (
        <Note>
          {words.late}{' '}
          {decideByForm && (
            <Link href={`/complaints/new?consent=${id}`} prefetch={false}>
              {words.complain}
            </Link>
          )}
        </Note>
      )}
    </div>
  )
}
