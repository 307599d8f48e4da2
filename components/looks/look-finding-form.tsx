'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'

/** One question with its answers, of which one is chosen. */
export interface FindingChoice {
  name: string
  legend: string
  hint?: string
  options: { value: string; text: string }[]
}
interface Props {
  action: FormAction
  look: string
  choices: FindingChoice[]
  words: Record<'text' | 'hint' | 'send', string>
}

/** The form of an officer about a look: what was found, and the text that the customer reads. It works without script. */
export function LookFindingForm({ action, look, choices, words }: Props) {
  const [state, send, sending] = useActionState(action, untouched)
  const { typed, errors } = state
  return (
    <Form key={JSON.stringify(typed)} action={send}>
      <Hidden values={{ look }} />
      {choices.map(({ name, legend, hint, options }) => (
        <Choices key={name} id={name} legend={legend} hint={hint} error={errors[name]}>
          {options.map(({ value, text }) => (
            <Choice
              key={value}
              type="radio"
              name={name}
              value={value}
              defaultChecked={typed?.[name]?.includes(value)}
            >
              {text}
            </Choice>
          ))}
        </Choices>
      ))}
      <Textarea
        id="text"
        name="text"
        rows={6}
        label={words.text}
        hint={words.hint}
        error={errors.text}
        defaultValue={typedOr(state, 'text')}
        autoComplete="off"
        wide
      />
      <Refused>{wrongWith(state, 'text', ...choices.map(({ name }) => name))}</Refused>
      <p>
        <Button type="submit" kind="main" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}
