'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import type { AttachmentLimits, ComplaintView } from '#domain/complaints/schema.ts'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'
import { Label, Note } from '../ui/text.tsx'
import type { ComplaintFileWords } from './complaint-file-words.ts'
import { ComplaintFiles, useComplaintFiles } from './complaint-files.tsx'

type Words = Record<
  'label' | 'hint' | 'send' | 'sent' | 'disagree' | 'disagreeNote' | 'disagreed' | 'conflict' | 'offline',
  string
>
interface Props {
  complaintId: string
  lastStep: number
  can: ComplaintView['can']
  limits: AttachmentLimits
  files: ComplaintFileWords
  words: Words
}

/** Writes to the bank; what was typed stays until it is sent. Disagreeing sends the same words as a proposal. */
export function ComplaintMessage({ complaintId, lastStep, can, limits, files, words }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const chosen = useComplaintFiles(files, limits)
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
  const submit = (kind: 'message' | 'negotiation') => {
    if (!send.isPending && !chosen.uploading) send.mutate(kind)
  }
  const refusal = refusalIn(send.error)
  const errors = refusal?.fields ?? {}
  const general = send.error && Object.keys(errors).length === 0
  return (
    <Form
      ref={form}
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit(can.write ? 'message' : 'negotiation')
      }}
    >
      <Textarea
        ref={field}
        id="message"
        name="text"
        label={words.label}
        hint={words.hint}
        error={errors.text}
        autoComplete="off"
        wide
      />
      <ComplaintFiles
        id="message-files"
        chosen={chosen}
        words={files}
        limits={limits}
        error={errors.attachments}
      />
      {general && (
        <p className="error" role="alert">
          {refusal?.code === 'conflict' ? words.conflict : sentenceFor(send.error, words.offline)}
        </p>
      )}
      <Actions>
        {can.write && (
          <Button type="submit" kind="main" aria-disabled={send.isPending || chosen.uploading}>
            {words.send}
          </Button>
        )}
        {can.disagree && (
          <Button
            aria-describedby="disagree-note"
            aria-disabled={send.isPending}
            onClick={() => submit('negotiation')}
          >
            {words.disagree}
          </Button>
        )}
        <span role="status">
          {chosen.uploading && <Label>{files.wait}</Label>}
          {send.isSuccess && <Label>{send.variables === 'message' ? words.sent : words.disagreed}</Label>}
        </span>
      </Actions>
      {can.disagree && <Note id="disagree-note">{words.disagreeNote}</Note>}
    </Form>
  )
}
