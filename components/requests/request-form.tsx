'use client'

import { useActionState, useRef } from 'react'
import { client, sentenceFor } from '#api/portal/client.ts'
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
import { useFiling } from '../cases/use-filing.ts'
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
  /** The text as the page it came from begins it. */
  begun: string
  /** What tells the plan that the page shows from another; null of what is no deletion. */
  planDigest: string | null
  needs: RequestFormView['needs']
  /** None where the page has said already what it is about. */
  choices: AboutChoices
  limits: AttachmentLimits
  files: CaseFileWords
  words: Words
}

/**
 * Files a request, once, however often it is sent; where its kind needs one, after a code. Whatever is refused is said
 * beside its field, and everything typed stays.
 */
export function RequestForm({
  action,
  kind,
  about,
  planDigest,
  choices,
  limits,
  files,
  words,
  ...rest
}: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [state, act] = useActionState(action, untouched, newRequestPath(kind, about))
  const chosen = useCaseFiles(files, limits)
  const draft = useDraft(form, rest.owner, `request ${kind} ${about ?? ''}`, chosen)
  const stepUp = useStepUp()
  const { error, errors, sending, busy, onSubmit } = useFiling({
    ...{ type: 'request', state, form, draft, chosen },
    send: (typed) =>
      stepUp(() =>
        client.requests.file({
          kind,
          about: readAboutOption(typed.get('about')),
          text: String(typed.get('text')),
          attachments: chosen.ids,
          planDigest: planDigest ?? undefined,
          requestKey: draft.requestKey(),
        }),
      ),
  })
  return (
    <Form ref={form} action={act} noValidate onInput={draft.keep} onSubmit={onSubmit}>
      <Hidden values={{ kind, requestKey: rest.requestKey, ...(planDigest && { planDigest }) }} />
      {choices.length > 0 ? (
        <AboutField
          choices={choices}
          chosen={typedOr(state, 'about', about ?? '')}
          sought={typedOr(state, 'sought')}
          error={errors.about ?? errors['about.id']}
          words={words}
        />
      ) : (
        <>
          <Hidden values={{ about: about ?? '' }} />
          <Refused>{errors.about ?? errors['about.id']}</Refused>
        </>
      )}
      <Textarea
        id="text"
        name="text"
        rows={rest.needs.text ? 6 : 3}
        label={words.text}
        hint={words.textHint}
        error={errors.text}
        defaultValue={typedOr(state, 'text', rest.begun)}
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
        {error
          ? (errors.kind ??
            errors.planDigest ??
            (Object.keys(errors).length === 0 && sentenceFor(error, words.unreached)))
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
