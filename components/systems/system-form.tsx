'use client'

import { type ComponentProps, type ReactNode, useActionState } from 'react'
import { Button, type ButtonKind } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Done, Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormState, untouched } from '../ui/form-state.ts'
import { Notice } from '../ui/notice.tsx'
import { Actions } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import type { SelectOption, SystemAction } from './system-actions.ts'

export interface Fold {
  summary: string
  note?: string
}
interface Props {
  action: SystemAction
  /** The hidden fields. */
  hidden: Record<string, string>
  /** The words of the button; without them the form only shows its last result. */
  act: string | null
  kind?: ButtonKind
  /** The sentences over a new key or secret: what it is and what to do with it. */
  secret?: { title: string; hint: string }
  /** Folds the form under this sentence; `note` says what the form will do. */
  fold?: Fold
  /** The fields, filled with what was typed and told what is wrong. */
  fields?: (state: FormState<string>) => ReactNode
}

/**
 * A form about a system. Typed values stay until they are saved. A new key or secret is shown once and kept nowhere in
 * the browser. The form works without script.
 */
export function SystemForm({ action, hidden, act, kind, secret, fold, fields }: Props) {
  const [state, send, sending] = useActionState(action, untouched)
  const form = act && (
    <Form key={JSON.stringify(state.typed)} action={send} aria-busy={sending} noValidate>
      <Hidden values={hidden} />
      {fold?.note && <Note>{fold.note}</Note>}
      {fields?.(state)}
      <Refused>{state.refused}</Refused>
      <Actions>
        <Button type="submit" kind={kind} aria-disabled={sending}>
          {act}
        </Button>
        <Done>{state.done}</Done>
      </Actions>
    </Form>
  )
  return (
    <>
      {form && fold ? (
        <Disclosure summary={fold.summary} open={state !== untouched || undefined}>
          {form}
        </Disclosure>
      ) : (
        form
      )}
      {secret && state.shown && (
        <Notice tone="warn" role="status" title={secret.title}>
          <p>
            <code className="wrap-anywhere select-all">{state.shown}</code>
          </p>
          <Note>{secret.hint}</Note>
        </Notice>
      )}
    </>
  )
}

interface TicksProps extends Omit<ComponentProps<typeof Choices>, 'children' | 'pairs' | 'error'> {
  state: FormState<string>
  name: string
  options: readonly SelectOption[]
  /** The choices that are ticked at first. */
  before?: readonly string[]
}

/** A list of checkboxes as they were last ticked, with the sentence that says what is wrong. */
export function Ticks({ state, name, options, before = [], ...list }: TicksProps) {
  const ticked = state.typed ? (state.typed[name] ?? []) : before
  return (
    <Choices {...list} error={state.errors[name]} pairs>
      {options.map(({ value, text }) => (
        <Choice key={value} type="checkbox" name={name} value={value} defaultChecked={ticked.includes(value)}>
          {text}
        </Choice>
      ))}
    </Choices>
  )
}
