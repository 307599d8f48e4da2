'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Select, Textarea } from '../ui/field.tsx'
import { Form, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched } from '../ui/form-state.ts'

interface Props {
  lift: FormAction
  search: string
  field: string
  reasons: { value: string; text: string }[]
  words: Record<'reason' | 'reasonHint' | 'evidence' | 'evidenceHint' | 'send', string>
}

/** The form with which a supervisor or officer lifts the restriction of a field. It works without script. */
export function LiftForm({ lift, search, field, reasons, words }: Props) {
  const [state, send, sending] = useActionState(lift, untouched)
  const { typed, errors, refused } = state
  return (
    <Form key={JSON.stringify(typed)} action={send}>
      <input type="hidden" name="search" value={search} />
      <input type="hidden" name="field" value={field} />
      <Select
        id={`reason-${field}`}
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
        id={`evidence-${field}`}
        name="evidence"
        rows={2}
        label={words.evidence}
        hint={words.evidenceHint}
        error={errors.evidence}
        defaultValue={typedOr(state, 'evidence')}
        autoComplete="off"
        required
        wide
      />
      <Refused>{refused}</Refused>
      <p>
        <Button type="submit" aria-disabled={sending}>
          {words.send}
        </Button>
      </p>
    </Form>
  )
}
