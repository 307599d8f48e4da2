'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { CodeInput } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'

interface Props {
  look: string
  enter: (before: { error?: string }, form: FormData) => Promise<{ error?: string }>
  words: Record<'text' | 'code' | 'send', string>
}

/** Takes the code that the customer reads out. Works without script. */
export function LookCodeForm({ look, enter, words }: Props) {
  const [{ error }, send, sending] = useActionState(enter, {})
  return (
    <Form action={send}>
      <p>{words.text}</p>
      <input type="hidden" name="look" value={look} />
      <CodeInput id="code" name="code" label={words.code} error={error} required />
      <p>
        <Button type="submit" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}
