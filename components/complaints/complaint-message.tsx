'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useActionState, useRef } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import type { AttachmentLimits, ComplaintView } from '#domain/complaints/schema.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden, Refused } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched, wrongWith } from '../ui/form-state.ts'
import { Actions } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import type { ComplaintFileWords } from './complaint-file-words.tsx'
import { ComplaintFiles, useComplaintFiles } from './complaint-files.tsx'

type Words = Record<
  'label' | 'hint' | 'send' | 'sent' | 'disagree' | 'disagreeNote' | 'disagreed' | 'conflict' | 'offline',
  string
>
interface Props {
  /** The action of the form, which works without script. */
  action: FormAction
  complaintId: string
  lastStep: number
  can: ComplaintView['can']
  limits: AttachmentLimits
  files: ComplaintFileWords
  words: Words
}

/** Writes to the bank; what was typed stays until it is sent. Disagreeing sends the same words as a proposal. */
export function ComplaintMessage({ action, complaintId, lastStep, can, limits, files, words }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const chosen = useComplaintFiles(files, limits)
  const [state, act] = useActionState(action, untouched)
  const send = useMutation({
    mutationFn: (kind: 'message' | 'negotiation') =>
      client.complaints.write({
        complaintId,
        kind,
        text: field.current?.value ?? '',
        attachments: chosen.ids,
        lastStep,
      }),
    onSuccess: () => {
      form.current?.reset()
      chosen.clear()
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
  return (
    <Form
      ref={form}
      action={act}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) send.mutate(kindOf(event.nativeEvent.submitter))
      }}
    >
      <Hidden values={{ complaint: complaintId, lastStep: String(lastStep) }} />
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
      <ComplaintFiles
        id="message-files"
        chosen={chosen}
        words={files}
        limits={limits}
        error={errors.attachments}
        plain={state}
      />
      <Refused>
        {send.error
          ? Object.keys(errors).length === 0 &&
            (refusal?.code === 'conflict' ? words.conflict : sentenceFor(send.error, words.offline))
          : wrongWith(state, 'text', 'files')}
      </Refused>
      <Actions>
        {can.write && (
          <Button type="submit" kind="main" name="kind" value="message" aria-disabled={busy}>
            {words.send}
          </Button>
        )}
        {can.disagree && (
          <Button
            type="submit"
            name="kind"
            value="negotiation"
            aria-describedby="disagree-note"
            aria-disabled={send.isPending}
          >
            {words.disagree}
          </Button>
        )}
        <span role="status">
          {chosen.uploading && <Label>{files.wait}</Label>}
          {told && <Label>{told}</Label>}
        </span>
      </Actions>
      {can.disagree && <Note id="disagree-note">{words.disagreeNote}</Note>}
    </Form>
  )
}

/** What the pressed button sends. */
const kindOf = (button: HTMLElement | null): 'message' | 'negotiation' =>
  button instanceof HTMLButtonElement && button.value === 'negotiation' ? 'negotiation' : 'message'
