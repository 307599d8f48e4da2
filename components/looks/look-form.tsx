'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Select, Textarea } from '../ui/field.tsx'
import { Form, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched } from '../ui/form-state.ts'

interface Option {
  value: string
  text: string
}
interface Props {
  ask: FormAction
  reference: string
  /** Whether it may be asked for without the customer's leave. */
  withoutLeave: boolean
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
    | 'kindHint'
    | 'send',
    string
  >
}

/** The form with which staff ask for a look. Typed text stays when it is refused. The form works without script. */
export function LookForm({ ask, reference, withoutLeave, reasons, pages, minutes, words }: Props) {
  const [state, send, sending] = useActionState(ask, untouched)
  const { typed, errors, refused } = state
  const kind = typedOr(state, 'kind', 'leave')
  return (
    <Form key={JSON.stringify(typed)} action={send}>
      <input type="hidden" name="reference" value={reference} />
      <Select
        id="reason"
        name="reason"
        label={words.reason}
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
        id="text"
        name="text"
        rows={3}
        label={words.text}
        hint={words.textHint}
        error={errors.text}
        defaultValue={typedOr(state, 'text')}
        autoComplete="off"
        wide
      />
      <Choices id="pages" legend={words.pages} hint={words.pagesHint} error={errors.pages}>
        {pages.map(({ value, text }) => (
          <Choice
            key={value}
            type="checkbox"
            name="pages"
            value={value}
            defaultChecked={typed?.pages?.includes(value)}
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
            defaultChecked={typedOr(state, 'minutes', '15') === value}
          >
            {text}
          </Choice>
        ))}
      </Choices>
      <Choices id="kind" legend={words.kind} hint={words.kindHint} error={errors.kind}>
        <Choice
          type="radio"
          name="kind"
          value="leave"
          defaultChecked={!withoutLeave || kind !== 'break-glass'}
        >
          {words.leave}
        </Choice>
        {withoutLeave && (
          <Choice type="radio" name="kind" value="break-glass" defaultChecked={kind === 'break-glass'}>
            {words.breakGlass}
          </Choice>
        )}
      </Choices>
      <Refused>{refused ?? errors.reference}</Refused>
      <p>
        <Button type="submit" kind="main" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}
