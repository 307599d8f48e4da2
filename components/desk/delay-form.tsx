'use client'

import { useActionState } from 'react'
import type { TextPreviewWords } from '#i18n/describe/text-preview.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, type FormState, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { type PreviewLabels, TextPreview } from './text-preview.tsx'

interface Props {
  action: FormAction<TextPreviewWords>
  hidden: Record<string, string>
  /** The reason that is in the field at first. */
  begun: string
  words: Record<'label' | 'hint' | 'act', string>
  preview: PreviewLabels
}

/** The form that announces a delay, and shows it before as the customer would read it. */
export function DelayForm({ action, hidden, begun, words, preview }: Props) {
  const [state, act, pending] = useActionState<FormState<TextPreviewWords>, FormData>(action, {
    ...untouched,
    typed: { reason: [begun] },
  })
  if (state.shown)
    return (
      <Form action={act} aria-busy={pending}>
        <Hidden values={{ ...hidden, reason: state.shown.text }} />
        <TextPreview words={state.shown} labels={preview} />
      </Form>
    )
  return (
    <Form action={act} aria-busy={pending}>
      <Hidden values={hidden} />
      <Textarea
        id="extend-reason"
        name="reason"
        label={words.label}
        hint={words.hint}
        defaultValue={typedOr(state, 'reason')}
        error={state.errors.reason}
        autoComplete="off"
        wide
      />
      <Refused>{wrongWith(state, 'reason')}</Refused>
      <Actions>
        <Button type="submit">{words.act}</Button>
      </Actions>
    </Form>
  )
}
