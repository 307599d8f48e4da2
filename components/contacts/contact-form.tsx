'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched } from '../ui/form-state.ts'

interface Props {
  take: FormAction
  /** The search that found the customer. */
  search: string
  kinds: { value: string; text: string }[]
  words: Record<'kind' | 'kindHint' | 'note' | 'noteHint' | 'send', string>
}

/** The form with which staff write down a contact. Typed text stays when it is refused. The form works without script. */
export function ContactForm({ take, search, kinds, words }: Props) {
  const [state, send, sending] = useActionState(take, untouched)
  const { typed, errors, refused } = state
  return (
    <Form key={JSON.stringify(typed)} action={send}>
      <Hidden values={{ search }} />
      <Choices id="kind" legend={words.kind} hint={words.kindHint} error={errors.kind}>
        {kinds.map(({ value, text }) => (
          <Choice
            key={value}
            type="radio"
            name="kind"
            value={value}
            defaultChecked={typedOr(state, 'kind', kinds[0]?.value) === value}
          >
            {text}
          </Choice>
        ))}
      </Choices>
      <Textarea
        id="note"
        name="note"
        rows={3}
        label={words.note}
        hint={words.noteHint}
        error={errors.note}
        defaultValue={typedOr(state, 'note')}
        autoComplete="off"
        wide
      />
      <Refused>{refused}</Refused>
      <p>
        <Button type="submit" kind="main" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}
