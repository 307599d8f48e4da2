'use client'

import { unstable_rethrow } from 'next/navigation'
import { type ReactNode, useActionState, useState } from 'react'
import { QueryProvider } from '../shell/query-provider.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { type FormAction, type FormState, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { RevealContext, type RevealWords, type Shown } from './holding-row.tsx'

/** Takes the form's `field` and `reason`, and shows the value. */
export type RevealForSupport = FormAction<Shown>
export type RevealState = FormState<Shown>

export interface ReasonWords
  extends RevealWords,
    Record<'title' | 'why' | 'reason' | 'hint' | 'open' | 'cancel', string> {
  /** Titles of the fields that can be asked for; one of them stands for `%` in `title`. */
  fields: Record<string, string>
}

interface Props {
  words: ReasonWords
  /** The action that shows one value for one reason and logs both. */
  reveal: RevealForSupport
  children: ReactNode
}

/** Lets the rows inside show values in a look. A dialog asks for the reason of each value. */
export function RevealByReason({ words, reveal, children }: Props) {
  const [asked, setAsked] = useState<{ field: string; answer: (shown?: Shown) => void } | null>(null)
  const ask = (field: string) => new Promise<Shown | undefined>((answer) => setAsked({ field, answer }))
  const settle = (shown?: Shown) => {
    asked?.answer(shown)
    setAsked(null)
  }
  return (
    <QueryProvider>
      <RevealContext value={{ words, button: 'plain', reveal: ask }}>{children}</RevealContext>
      <Dialog
        open={asked !== null}
        title={asked && words.title.replace('%', words.fields[asked.field] ?? '')}
        onClose={() => settle()}
      >
        {asked && (
          <ReasonForm
            key={asked.field}
            field={asked.field}
            words={words}
            reveal={reveal}
            onShown={settle}
            onCancel={() => settle()}
          />
        )}
      </Dialog>
    </QueryProvider>
  )
}

interface FormProps extends Pick<Props, 'words' | 'reveal'> {
  field: string
  onShown: (shown: Shown) => void
  onCancel: () => void
}

function ReasonForm({ field, words, reveal, onShown, onCancel }: FormProps) {
  const [state, submit, isPending] = useActionState(async (before: RevealState, form: FormData) => {
    const after = await reveal(before, form).catch((error: unknown): RevealState => {
      unstable_rethrow(error)
      return { ...untouched, typed: { reason: [String(form.get('reason') ?? '')] }, refused: words.offline }
    })
    if (after.shown) onShown(after.shown)
    return after
  }, untouched)
  return (
    <Form action={submit} noValidate>
      <Note>{words.why}</Note>
      <input type="hidden" name="field" value={field} />
      <Textarea
        id="reveal-reason"
        name="reason"
        label={words.reason}
        hint={words.hint}
        error={wrongWith(state)}
        defaultValue={typedOr(state, 'reason')}
        autoComplete="off"
        required
      />
      <Actions>
        <Button type="submit" kind="main" aria-disabled={isPending}>
          {words.open}
        </Button>
        <Button onClick={onCancel}>{words.cancel}</Button>
      </Actions>
    </Form>
  )
}
