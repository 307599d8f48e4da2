'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Select, Textarea } from '../ui/field.tsx'
import { Done, Form, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched } from '../ui/form-state.ts'
import { Note } from '../ui/text.tsx'

interface Option {
  value: string
  text: string
}
interface Props {
  ask: FormAction
  /** The search that found the customer. */
  search: string
  /** What can be asked for, each with what it does. */
  kinds: (Option & { effect: string })[]
  reasons: Option[]
  words: Record<'kind' | 'reason' | 'reasonHint' | 'note' | 'noteHint' | 'send', string>
}

/** The form with which staff ask for a measure. Typed text stays when it is refused. The form works without script. */
export function MeasureForm({ ask, search, kinds, reasons, words }: Props) {
  const [state, send, sending] = useActionState(ask, untouched)
  const { typed, errors, refused, done } = state
  if (kinds.length === 0) return <Done>{done}</Done>
  return (
    <Form key={JSON.stringify([typed, kinds])} action={send}>
      <input type="hidden" name="search" value={search} />
      <Choices id="kind" legend={words.kind} error={errors.kind}>
        {kinds.map(({ value, text, effect }) => (
          <div key={value}>
            <Choice
              type="radio"
              name="kind"
              value={value}
              defaultChecked={kinds.length === 1 || typedOr(state, 'kind') === value}
            >
              {text}
            </Choice>
            <Note className="ml-8">{effect}</Note>
          </div>
        ))}
      </Choices>
      <Select
        id="reason"
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        error={errors.reason}
        defaultValue={typedOr(state, 'reason', reasons[0]?.value)}
      >
        {reasons.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
      <Textarea
        id="note"
        name="note"
        rows={2}
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
        </Button>{' '}
        <Done>{done}</Done>
      </p>
    </Form>
  )
}
