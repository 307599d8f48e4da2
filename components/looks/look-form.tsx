'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Select, Textarea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'

interface Typed {
  kind: string
  reason: string
  text: string
  pages: string[]
  minutes: string
}
export interface AskState {
  typed?: Typed
  errors: Record<string, string>
  /** Why no look can be asked for, whatever was typed. */
  refused: string | null
}
interface Option {
  value: string
  text: string
}
interface Props {
  ask: (before: AskState, form: FormData) => Promise<AskState>
  reference: string
  reasons: Option[]
  pages: Option[]
  minutes: Option[]
  words: Record<
    | 'reason'
    | 'text'
    | 'textHint'
    | 'pages'
    | 'pagesHint'
    | 'minutes'
    | 'kind'
    | 'leave'
    | 'breakGlass'
    | 'breakGlassHint'
    | 'send',
    string
  >
}

const untouched: Typed = { kind: 'leave', reason: 'check-complaint', text: '', pages: [], minutes: '15' }

/** What is asked for, on which grounds. What was typed stays when it is refused. Works without script. */
export function LookForm({ ask, reference, reasons, pages, minutes, words }: Props) {
  const [{ typed = untouched, errors, refused }, send, sending] = useActionState(ask, {
    errors: {},
    refused: null,
  })
  const pagesError = Object.entries(errors).find(([path]) => path.startsWith('pages'))?.[1]
  return (
    <Form key={JSON.stringify(typed)} action={send}>
      <input type="hidden" name="reference" value={reference} />
      <Select
        id="reason"
        name="reason"
        label={words.reason}
        error={errors.reason}
        defaultValue={typed.reason}
      >
        {reasons.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
      <Textarea
        id="text"
        name="text"
        rows={3}
        label={words.text}
        hint={words.textHint}
        error={errors.text}
        defaultValue={typed.text}
        autoComplete="off"
        wide
      />
      <Choices id="pages" legend={words.pages} hint={words.pagesHint} error={pagesError}>
        {pages.map(({ value, text }) => (
          <Choice
            key={value}
            type="checkbox"
            name="pages"
            value={value}
            defaultChecked={typed.pages.includes(value)}
          >
            {text}
          </Choice>
        ))}
      </Choices>
      <Choices id="minutes" legend={words.minutes} error={errors.minutes}>
        {minutes.map(({ value, text }) => (
          <Choice
            key={value}
            type="radio"
            name="minutes"
            value={value}
            defaultChecked={typed.minutes === value}
          >
            {text}
          </Choice>
        ))}
      </Choices>
      <Choices id="kind" legend={words.kind} hint={words.breakGlassHint} error={errors.kind}>
        <Choice type="radio" name="kind" value="leave" defaultChecked={typed.kind !== 'break-glass'}>
          {words.leave}
        </Choice>
        <Choice type="radio" name="kind" value="break-glass" defaultChecked={typed.kind === 'break-glass'}>
          {words.breakGlass}
        </Choice>
      </Choices>
      {(refused ?? errors.reference) && (
        <p className="error" role="alert">
          {refused ?? errors.reference}
        </p>
      )}
      <p>
        <Button type="submit" kind="main" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}
