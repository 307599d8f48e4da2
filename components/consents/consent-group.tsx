'use client'

import type { MouseEvent } from 'react'
import { lookNoteId } from '../shell/look-note-id.ts'
import { Button } from '../ui/button.tsx'
import { Row } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { useConsents } from './consents-provider.tsx'

/** How many of a group are on, in words. @param notes the sentence for none, one, two … of them */
export function ConsentCount({ ids, notes }: { ids: readonly string[]; notes: readonly string[] }) {
  const { rows } = useConsents()
  return notes[rows.filter(({ id, on }) => on && ids.includes(id)).length]
}

interface AllOffProps {
  /** Every consent to marketing, of whatever group. */
  ids: readonly string[]
  /** Names those of other groups. */
  note: string | null
}

/** Switches all advertising off in one step. When none is on, the button stays and says so. */
export function AllOff({ ids, note }: AllOffProps) {
  const { rows, words, decideByForm, isBusy, allOff } = useConsents()
  const given = rows.filter(({ id, on }) => on && ids.includes(id)).map(({ id }) => id)
  const idle = given.length === 0 || ids.some(isBusy)
  const press = (event: MouseEvent) => {
    event.preventDefault()
    if (!idle) allOff(given)
  }
  const text = given.length === 0 ? words.allIsOff : words.allOff
  if (!decideByForm)
    return (
      <Row>
        <Button disabled aria-describedby={lookNoteId}>
          {text}
        </Button>
        {note && <Note>{note}</Note>}
      </Row>
    )
  return (
    <Row>
      <form action={decideByForm}>
        <Button type="submit" name="all" aria-disabled={idle} onClick={press}>
          {text}
        </Button>
      </form>
      {note && <Note>{note}</Note>}
    </Row>
  )
}
