'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { CodeInput } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { type FormAction, untouched, wrongWith } from '../ui/form-state.ts'

interface Props {
  look: string
  enter: FormAction
  words: Record<'text' | 'code' | 'send', string>
}

/** The form for the code that the customer reads out. It works without script. */
export function LookCodeForm({ look, enter, words }: Props) {
  const [state, send, sending] = useActionState(enter, untouched)
  return (
    <Form action={send}>
      <p>{words.text}</p>
      <input type="hidden" name="look" value={look} />
      <CodeInput id="code" name="code" label={words.code} error={wrongWith(state)} required />
      <p>
        <Button type="submit" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}
