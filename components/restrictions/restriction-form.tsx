'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Select, Textarea } from '../ui/field.tsx'
import { Done, Form, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched } from '../ui/form-state.ts'

interface Option {
  value: string
  text: string
}
interface Props {
  restrict: FormAction
  /** The search that found the customer. */
  search: string
  /** The fields that can be restricted, by category. */
  fields: { category: string; options: Option[] }[]
  reasons: Option[]
  grounds: Option[]
  words: Record<
    | 'field'
    | 'choose'
    | 'reason'
    | 'reasonHint'
    | 'allowed'
    | 'allowedHint'
    | 'evidence'
    | 'evidenceHint'
    | 'send',
    string
  >
}

/** The form with which staff restrict a field. Typed text stays when it is refused. The form works without script. */
export function RestrictionForm({ restrict, search, fields, reasons, grounds, words }: Props) {
  const [state, send, sending] = useActionState(restrict, untouched)
  const { typed, errors, refused, done } = state
  return (
    <Form key={JSON.stringify([typed, fields])} action={send}>
      <input type="hidden" name="search" value={search} />
      <Select
        id="field"
        name="field"
        label={words.field}
        error={errors.field}
        defaultValue={typedOr(state, 'field')}
        required
      >
        <option value="">{words.choose}</option>
        {fields.map(({ category, options }) => (
          <optgroup key={category} label={category}>
            <Options of={options} />
          </optgroup>
        ))}
      </Select>
      <Select
        id="reason"
        name="reason"
        label={words.reason}
        hint={words.reasonHint}
        error={errors.reason}
        defaultValue={typedOr(state, 'reason', reasons[0]?.value)}
      >
        <Options of={reasons} />
      </Select>
      <Choices id="allowed" legend={words.allowed} hint={words.allowedHint} error={errors.allowed} pairs>
        {grounds.map(({ value, text }) => (
          <Choice
            key={value}
            type="checkbox"
            name="allowed"
            value={value}
            defaultChecked={typed?.allowed?.includes(value)}
          >
            {text}
          </Choice>
        ))}
      </Choices>
      <Textarea
        id="evidence"
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
        <Button type="submit" kind="main" aria-disabled={sending}>
          {words.send}
        </Button>{' '}
        <Done>{done}</Done>
      </p>
    </Form>
  )
}

const Options = ({ of }: { of: Option[] }) =>
  of.map(({ value, text }) => (
    <option key={value} value={value}>
      {text}
    </option>
  ))
