'use client'

import { type ReactNode, useActionState, useRef } from 'react'
import type { TemplateView } from '#domain/desk/schema.ts'
import type { TextPreviewWords } from '#i18n/describe/text-preview.ts'
import { Button } from '../ui/button.tsx'
import { Select, Textarea } from '../ui/field.tsx'
import { Done, Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, type FormState, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { type OutcomeChoices, OutcomeFields } from './outcome-fields.tsx'
import { type PreviewLabels, TextPreview } from './text-preview.tsx'

type Words = Record<'template' | 'templateNone' | 'templateLanguage' | 'insert' | 'label' | 'hint', string>
interface Props {
  action: FormAction<TextPreviewWords>
  hidden: Record<string, string>
  templates: TemplateView[]
  /** The languages by their names. The customer's is chosen at first. */
  languages: { locale: keyof TemplateView['texts']; name: string }[]
  language: keyof TemplateView['texts']
  /** The text that a template puts into the field when it is chosen without script. */
  begun: { template: string; text: string }
  words: Words
  preview: PreviewLabels
  /** What an answer to a request says beside its text. */
  outcomes?: OutcomeChoices | undefined
  /** The buttons. */
  children: ReactNode
}

/**
 * The form that writes to the customer. A chosen template is added after the typed text; without script the page is
 * loaded again with the template in the text. What was written is shown as the customer would read it before it is sent.
 */
export function AnswerForm({
  action,
  hidden,
  templates,
  languages,
  language,
  begun,
  words,
  preview,
  outcomes,
  children,
}: Props) {
  const [state, act, pending] = useActionState<FormState<TextPreviewWords>, FormData>(action, {
    ...untouched,
    typed: { text: [begun.text] },
  })
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = (form: FormData) => {
    const chosen = templates.find(({ id }) => id === form.get('template'))
    const spoken = languages.find(({ locale }) => locale === form.get('language'))
    if (!chosen || !spoken || !field.current) return
    const typed = field.current.value.trim()
    field.current.value = [typed, chosen.texts[spoken.locale]].filter(Boolean).join('\n\n')
    field.current.focus()
  }
  if (state.shown)
    return (
      <Form action={act} aria-busy={pending}>
        <Hidden values={{ ...hidden, ...state.shown.kept, kind: state.shown.kind, text: state.shown.text }} />
        <TextPreview words={state.shown} labels={preview} />
      </Form>
    )
  return (
    <>
      <Form
        id="template"
        method="get"
        action="#answer"
        onSubmit={(event) => {
          event.preventDefault()
          insert(new FormData(event.currentTarget))
        }}
      >
        <div className="choose">
          <Select id="template-id" name="template" label={words.template} defaultValue={begun.template}>
            <option value="">{words.templateNone}</option>
            {templates.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
          <Select
            id="template-language"
            name="language"
            label={words.templateLanguage}
            defaultValue={language}
          >
            {languages.map(({ locale, name }) => (
              <option key={locale} value={locale}>
                {name}
              </option>
            ))}
          </Select>
          <Button type="submit">{words.insert}</Button>
        </div>
      </Form>
      <Form action={act} aria-busy={pending}>
        <Hidden values={hidden} />
        <Textarea
          ref={field}
          id="answer-text"
          name="text"
          rows={9}
          label={words.label}
          hint={words.hint}
          defaultValue={typedOr(state, 'text')}
          error={state.errors.text}
          autoComplete="off"
          wide
        />
        {outcomes && <OutcomeFields state={state} choices={outcomes} />}
        <Refused>{wrongWith(state, 'text', 'outcomes', 'pauseReason')}</Refused>
        <Actions>
          {children}
          <Done>{state.done}</Done>
        </Actions>
      </Form>
    </>
  )
}
