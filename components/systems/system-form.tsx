'use client'

import { type ComponentProps, type ReactNode, useActionState } from 'react'
import { Button, type ButtonKind } from '../ui/button.tsx'
import { Choice, Choices } from '../ui/choice.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import { Form } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { Actions } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import { type Option, type SystemAction, type SystemState, untouched } from './system-state.ts'

export interface Fold {
  summary: string
  note?: string
}
interface Props {
  action: SystemAction
  /** What the form carries unseen. */
  hidden: Record<string, string>
  /** The words of its button; without them the form only tells what became of it before. */
  act: string | null
  kind?: ButtonKind
  /** What is said over a key or a secret that comes back, and what to do with it. */
  secret?: { title: string; hint: string }
  /** Folds the form under this sentence; `note` says what will come of it. */
  fold?: Fold
  /** The fields, filled with what was typed and told what is wrong. */
  fields?: (state: SystemState) => ReactNode
}

/**
 * A form about a system. What was typed stays until it is kept; a key or a secret that comes back is shown once, and
 * kept nowhere in the browser. Works without script.
 */
export function SystemForm({ action, hidden, act, kind, secret, fold, fields }: Props) {
  const [state, send, sending] = useActionState(action, untouched)
  const form = act && (
    <Form key={JSON.stringify(state.typed)} action={send} aria-busy={sending} noValidate>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {fold?.note && <Note>{fold.note}</Note>}
      {fields?.(state)}
      {state.refused && (
        <p className="error" role="alert">
          {state.refused}
        </p>
      )}
      <Actions>
        <Button type="submit" kind={kind} aria-disabled={sending}>
          {act}
        </Button>
        <span role="status">{state.done && <Label>{state.done}</Label>}</span>
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
      {secret && state.secret && (
        <Notice tone="warn" role="status" title={secret.title}>
          <p>
            <code className="wrap-anywhere select-all">{state.secret}</code>
          </p>
          <Note>{secret.hint}</Note>
        </Notice>
      )}
    </>
  )
}

interface TicksProps extends Omit<ComponentProps<typeof Choices>, 'children' | 'pairs' | 'error'> {
  state: SystemState
  name: string
  options: readonly Option[]
  /** Those ticked before anything was typed. */
  before?: readonly string[]
}

/** A list to tick any number of, as it was ticked last, with what is wrong with that. */
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

/** What was typed in a field of one value; before that, what it had. */
export const typedOr = (state: SystemState, name: string, before = ''): string =>
  state.typed ? (state.typed[name]?.[0] ?? '') : before
