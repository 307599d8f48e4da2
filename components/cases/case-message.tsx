'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useActionState, useRef } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import type { AttachmentLimits, CaseType } from '#domain/cases/schema.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import { useDraft } from './case-draft.ts'
import type { CaseFileWords } from './case-file-words.tsx'
import { CaseFiles, useCaseFiles } from './case-files.tsx'
import { caseHref } from './case-href.ts'
import { Unsent } from './unsent.tsx'

type Words = Record<
  | 'label'
  | 'hint'
  | 'send'
  | 'sending'
  | 'sent'
  | 'conflict'
  | 'unreached'
  | 'noNetwork'
  | 'notSent'
  | 'restored',
  string
> &
  Partial<Record<'disagree' | 'disagreeNote' | 'disagreed', string>>
interface Props {
  /** The action of the form, which works without script. */
  action: FormAction
  type: CaseType
  caseId: string
  /** The mark of the customer, whose draft it is. */
  owner: string
  lastStep: number
  can: { write: boolean; disagree?: boolean }
  limits: AttachmentLimits
  files: CaseFileWords
  words: Words
}

/**
 * Writes to the bank; what was typed stays until it is sent, in this tab also over a refresh and the end of the session.
 * Disagreeing sends the same words as a proposal. A message that is sent twice is refused the second time, because the first
 * came between.
 */
export function CaseMessage({ action, type, caseId, owner, lastStep, can, limits, files, words }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const chosen = useCaseFiles(files, limits)
  const draft = useDraft(form, owner, caseId, chosen)
  const pressed = useRef(false)
  const [state, act] = useActionState(action, untouched, caseHref(type, caseId))
  const send = useMutation({
    mutationFn: (kind: 'message' | 'negotiation') => {
      const message = { caseId, text: field.current?.value ?? '', attachments: chosen.ids, lastStep }
      return type === 'request'
        ? client.requests.write(message)
        : client.complaints.write({ ...message, kind })
    },
    onSettled: () => {
      pressed.current = false
    },
    onSuccess: () => {
      form.current?.reset()
      chosen.clear()
      draft.forget()
      router.refresh()
    },
    onError: (error) => {
      if (refusalIn(error)?.code === 'conflict') router.refresh()
      field.current?.focus()
    },
  })
  const refusal = refusalIn(send.error)
  const errors = refusal?.fields ?? state.errors
  const told = send.isSuccess ? (send.variables === 'message' ? words.sent : words.disagreed) : state.done
  const busy = send.isPending || chosen.uploading
  const sendingOf = (kind: 'message' | 'negotiation') => send.isPending && send.variables === kind
  return (
    <Form
      ref={form}
      action={act}
      noValidate
      onInput={draft.keep}
      onSubmit={(event) => {
        event.preventDefault()
        if (busy || pressed.current) return
        pressed.current = true
        send.mutate(kindOf(event.nativeEvent.submitter))
      }}
    >
      <Hidden values={{ case: caseId, lastStep: String(lastStep) }} />
      <Textarea
        ref={field}
        id="message"
        name="text"
        label={words.label}
        hint={words.hint}
        error={errors.text}
        defaultValue={typedOr(state, 'text')}
        autoComplete="off"
        wide
      />
      <CaseFiles
        id="message-files"
        chosen={chosen}
        words={files}
        limits={limits}
        error={errors.attachments}
        plain={state}
      />
      <Unsent words={words} />
      <Refused>
        {send.error
          ? Object.keys(errors).length === 0 &&
            (refusal?.code === 'conflict' ? words.conflict : sentenceFor(send.error, words.unreached))
          : wrongWith(state, 'text', 'files')}
      </Refused>
      <Actions>
        {can.write && (
          <Button type="submit" kind="main" name="kind" value="message" aria-disabled={busy}>
            {sendingOf('message') ? words.sending : words.send}
          </Button>
        )}
        {can.disagree && (
          <Button
            type="submit"
            name="kind"
            value="negotiation"
            aria-describedby="disagree-note"
            aria-disabled={busy}
          >
            {sendingOf('negotiation') ? words.sending : words.disagree}
          </Button>
        )}
        <span role="status">
          {chosen.uploading && <Label>{files.wait}</Label>}
          {told ? <Label>{told}</Label> : draft.restored && <Label>{words.restored}</Label>}
        </span>
      </Actions>
      {can.disagree && <Note id="disagree-note">{words.disagreeNote}</Note>}
    </Form>
  )
}

/** What the pressed button sends. */
const kindOf = (button: HTMLElement | null): 'message' | 'negotiation' =>
  button instanceof HTMLButtonElement && button.value === 'negotiation' ? 'negotiation' : 'message'
