'use client'

import { type ReactNode, useActionState, useRef } from 'react'
import { client, sentenceFor } from '#api/portal/client.ts'
import type { AttachmentLimits } from '#domain/cases/schema.ts'
import type { ComplaintKind } from '#domain/complaints/schema.ts'
import { readAboutOption } from '#i18n/about-option.ts'
import type { AboutChoices } from '#i18n/about-search.ts'
import { AboutField } from '../cases/about-field.tsx'
import { useDraft } from '../cases/case-draft.ts'
import type { CaseFileWords } from '../cases/case-file-words.tsx'
import { CaseFiles, useCaseFiles } from '../cases/case-files.tsx'
import { Unsent } from '../cases/unsent.tsx'
import { useFiling } from '../cases/use-filing.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { Label } from '../ui/text.tsx'

type Words = Record<
  | 'kind'
  | 'ordinary'
  | 'unauthorisedUse'
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
>
interface Props {
  /** Files it without script. */
  action: FormAction
  /** The address of its page. */
  at: string
  /** The key of the request where no script makes one. */
  requestKey: string
  /** The mark of the customer, whose draft it is. */
  owner: string
  kind: ComplaintKind
  about: string | null
  /** The decision of a program that it objects to: then it is about nothing else. */
  objection: string | null
  choices: AboutChoices
  /** The phone lines, for when someone else used the account. */
  callFirst: ReactNode
  limits: AttachmentLimits
  files: CaseFileWords
  words: Words
}

/**
 * Files a complaint, once, however often it is sent. Whatever is refused is said beside its field, and everything typed
 * stays, in this tab also over a refresh and the end of the session.
 */
export function ComplaintForm({
  action,
  at,
  about,
  objection,
  choices,
  callFirst,
  limits,
  files,
  words,
  ...rest
}: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [state, act] = useActionState(action, untouched, at)
  const kind = typedOr(state, 'kind', rest.kind)
  const chosen = useCaseFiles(files, limits)
  const draft = useDraft(form, rest.owner, `new ${about ?? ''}`, chosen)
  const { error, errors, sending, busy, onSubmit } = useFiling({
    ...{ type: 'complaint', state, form, draft, chosen },
    send: (typed) => {
      const isOrdinary = typed.get('kind') === 'ordinary'
      return client.complaints.file({
        kind: isOrdinary ? 'ordinary' : 'unauthorised-use',
        about: isOrdinary ? readAboutOption(typed.get('about')) : undefined,
        text: String(typed.get('text')),
        attachments: chosen.ids,
        requestKey: draft.requestKey(),
      })
    },
  })
  return (
    <Form ref={form} action={act} noValidate onInput={draft.keep} onSubmit={onSubmit}>
      <input type="hidden" name="requestKey" value={rest.requestKey} />
      {objection ? (
        <>
          <Hidden values={{ kind: 'ordinary', about: about ?? '' }} />
          <p>{objection}</p>
          <Refused>{errors.about ?? errors['about.id']}</Refused>
        </>
      ) : (
        // What depends on the kind is shown by the kind that is chosen, without script as well.
        <div className="group grid gap-5">
          <div>
            <fieldset className="grid gap-1">
              <legend className="sr">{words.kind}</legend>
              <Choice type="radio" name="kind" value="ordinary" defaultChecked={kind === 'ordinary'}>
                {words.ordinary}
              </Choice>
              <Choice
                type="radio"
                name="kind"
                value="unauthorised-use"
                defaultChecked={kind === 'unauthorised-use'}
              >
                {words.unauthorisedUse}
              </Choice>
            </fieldset>
            <div aria-live="polite">
              <div className="hidden pt-5 group-has-[[value=unauthorised-use]:checked]:block">
                {callFirst}
              </div>
            </div>
          </div>
          <div className="group-has-[[value=unauthorised-use]:checked]:hidden">
            <AboutField
              choices={choices}
              chosen={typedOr(state, 'about', about ?? '')}
              sought={typedOr(state, 'sought')}
              error={errors.about ?? errors['about.id']}
              words={words}
            />
          </div>
        </div>
      )}
      <Textarea
        id="text"
        name="text"
        rows={8}
        label={words.text}
        hint={words.textHint}
        error={errors.text}
        defaultValue={typedOr(state, 'text')}
        autoComplete="off"
        wide
      />
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
          ? Object.keys(errors).length === 0 && sentenceFor(error, words.unreached)
          : wrongWith(state, 'about', 'text', 'files')}
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
