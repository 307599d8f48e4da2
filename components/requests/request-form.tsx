'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useActionState, useRef } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import type { AttachmentLimits } from '#domain/cases/schema.ts'
import type { RequestFormView, RequestKind } from '#domain/requests/schema.ts'
import { readAboutOption } from '#i18n/about-option.ts'
import type { AboutChoices } from '#i18n/about-search.ts'
import { useStepUp } from '../account/step-up.tsx'
import { AboutField } from '../cases/about-field.tsx'
import { useDraft } from '../cases/case-draft.ts'
import type { CaseFileWords } from '../cases/case-file-words.tsx'
import { CaseFiles, useCaseFiles } from '../cases/case-files.tsx'
import { Unsent } from '../cases/unsent.tsx'
import { newRequestPath } from '../shell/hrefs.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'

type Words = Record<
  | 'about'
  | 'aboutHint'
  | 'aboutNone'
  | 'seek'
  | 'find'
  | 'found'
  | 'notFound'
  | 'text'
  | 'textHint'
  | 'send'
  | 'sending'
  | 'unreached'
  | 'noNetwork'
  | 'notSent'
  | 'restored',
  string
> & { document: string | null }

interface Props {
  /** Files it without script. */
  action: FormAction
  /** The key of the request where no script makes one. */
  requestKey: string
  /** The mark of the customer, whose draft it is. */
  owner: string
  kind: RequestKind
  about: string | null
  needs: RequestFormView['needs']
  choices: AboutChoices
  limits: AttachmentLimits
  files: CaseFileWords
  words: Words
}

/**
 * Files a request, once, however often it is sent; where its kind needs one, after a code. Whatever is refused is said
 * beside its field, and everything typed stays.
 */
export function RequestForm({ action, kind, about, choices, limits, files, words, ...rest }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [state, act] = useActionState(action, untouched, newRequestPath(kind, about))
  const chosen = useCaseFiles(files, limits)
  const draft = useDraft(form, rest.owner, `request ${kind} ${about ?? ''}`, chosen)
  const stepUp = useStepUp()
  const file = useMutation({
    mutationFn: (typed: FormData) =>
      stepUp(() =>
        client.requests.file({
          kind,
          about: readAboutOption(typed.get('about')),
          text: String(typed.get('text')),
          attachments: chosen.ids,
          requestKey: draft.requestKey(),
        }),
      ),
    onSuccess: (filed) => {
      if (!filed) return
      draft.forget()
      router.push(`/requests/${filed.id}?filed=1`)
    },
    onError: (error) => {
      const fields = refusalIn(error)?.fields ?? {}
      // What was filed by an earlier try is told there: what is sent next is another request.
      if (fields.text) draft.renew()
      const [path = 'text'] = Object.keys(fields)
      form.current?.querySelector<HTMLElement>(`#${path.split('.')[0]}`)?.focus()
    },
  })
  const errors = refusalIn(file.error)?.fields ?? state.errors
  const sending = file.isPending || file.data !== undefined
  const busy = sending || chosen.uploading
  return (
    <Form
      ref={form}
      action={act}
      noValidate
      onInput={draft.keep}
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) file.mutate(new FormData(event.currentTarget))
      }}
    >
      <Hidden values={{ kind, requestKey: rest.requestKey }} />
      <AboutField
        choices={choices}
        chosen={typedOr(state, 'about', about ?? '')}
        sought={typedOr(state, 'sought')}
        error={errors.about ?? errors['about.id']}
        words={words}
      />
      <Textarea
        id="text"
        name="text"
        rows={rest.needs.text ? 6 : 3}
        label={words.text}
        hint={words.textHint}
        error={errors.text}
        defaultValue={typedOr(state, 'text')}
        autoComplete="off"
        wide
      />
      {words.document && <Note>{words.document}</Note>}
      <CaseFiles
        id="attachments"
        chosen={chosen}
        words={files}
        limits={limits}
        error={errors.attachments}
        plain={state}
      />
      <Unsent words={words} />
      <Refused>
        {file.error
          ? (errors.kind ?? (Object.keys(errors).length === 0 && sentenceFor(file.error, words.unreached)))
          : (state.errors.kind ?? wrongWith(state, 'about', 'text', 'files'))}
      </Refused>
      <Actions>
        <Button type="submit" kind="main" aria-disabled={busy}>
          {sending ? words.sending : words.send}
        </Button>
        <span role="status">
          {chosen.uploading ? <Label>{files.wait}</Label> : draft.restored && <Label>{words.restored}</Label>}
        </span>
      </Actions>
    </Form>
  )
}
