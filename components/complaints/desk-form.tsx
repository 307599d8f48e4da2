'use client'

import { type ReactNode, useActionState } from 'react'
import { Textarea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'
import { Label } from '../ui/text.tsx'
import { type DeskAction, nothingDone } from './desk-state.ts'

interface Props {
  action: DeskAction
  /** What the form carries unseen. */
  hidden: Record<string, string>
  /** A text to write; without it the form is its buttons alone. */
  field?: { id: string; label: string; hint: string }
  /** Other fields, before the buttons. */
  fields?: ReactNode
  /** The buttons. */
  children: ReactNode
}

/** A form of the desk. What was typed stays until it is kept; it works without script. */
export function DeskForm({ action, hidden, field, fields, children }: Props) {
  const [state, act, pending] = useActionState(action, nothingDone)
  return (
    <Form action={act} aria-busy={pending}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {field && (
        <Textarea
          {...field}
          name="text"
          defaultValue={state.text}
          error={state.error ?? undefined}
          autoComplete="off"
          wide
        />
      )}
      {fields}
      {state.refused && (
        <p className="error" role="alert">
          {state.refused}
        </p>
      )}
      <Actions>
        {children}
        <span role="status">{state.done && <Label>{state.done}</Label>}</span>
      </Actions>
    </Form>
  )
}
