'use client'

import { type ReactNode, useActionState } from 'react'
import { Textarea } from '../ui/field.tsx'
import { Done, Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, type FormState, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'

interface Props<Shown> {
  action: FormAction<Shown>
  /** The hidden fields. */
  hidden: Record<string, string>
  /** The text field; without it the form has buttons only. */
  field?: { id: string; name: string; label: string; hint: string }
  /** Other fields, before the buttons. */
  fields?: ReactNode
  /** The buttons. */
  children: ReactNode
}

/** A form of the staff's page of a complaint. Typed text stays until it is saved. The form works without script. */
export function DeskForm<Shown>({ action, hidden, field, fields, children }: Props<Shown>) {
  const [state, act, pending] = useActionState<FormState<Shown>, FormData>(action, untouched)
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
