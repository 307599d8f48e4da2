'use client'

import { type ReactNode, useActionState } from 'react'
import { Textarea } from '../ui/field.tsx'
import { Done, Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'

interface Props {
  action: FormAction
  /** What the form carries unseen. */
  hidden: Record<string, string>
  /** A text to write; without it the form is its buttons alone. */
  field?: { id: string; name: string; label: string; hint: string }
  /** Other fields, before the buttons. */
  fields?: ReactNode
  /** The buttons. */
  children: ReactNode
}

/** A form of the desk. What was typed stays until it is kept; it works without script. */
export function DeskForm({ action, hidden, field, fields, children }: Props) {
  const [state, act, pending] = useActionState(action, untouched)
  return (
    <Form action={act} aria-busy={pending}>
      <Hidden values={hidden} />
      {field && (
        <Textarea
          {...field}
          defaultValue={typedOr(state, field.name)}
          error={state.errors[field.name]}
          autoComplete="off"
          wide
        />
      )}
      {fields}
      <Refused>{wrongWith(state, field?.name ?? '')}</Refused>
      <Actions>
        {children}
        <Done>{state.done}</Done>
      </Actions>
    </Form>
  )
}
