'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Refused } from '../ui/form.tsx'
import { type FormAction, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'

interface Props {
  measure: string
  decide: FormAction
  /** The buttons: what each sends, and its words. */
  answers: { value: string; text: string }[]
}

/** The buttons with which staff decide on a measure that waits, or take their own back. They work without script. */
export function DecideForm({ measure, decide, answers }: Props) {
  const [state, send, sending] = useActionState(decide, untouched)
  return (
    <form action={send}>
      <input type="hidden" name="measure" value={measure} />
      <Refused>{wrongWith(state)}</Refused>
      <Actions>
        {answers.map(({ value, text }) => (
          <Button key={value} type="submit" name="answer" value={value} aria-disabled={sending}>
            {text}
          </Button>
        ))}
      </Actions>
    </form>
  )
}
