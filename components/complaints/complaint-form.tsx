'use client'

import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useRef, useState } from 'react'
import { client, refusalIn, sentenceFor } from '#api/portal/client.ts'
import type { AttachmentLimits, ComplaintKind } from '#domain/complaints/schema.ts'
import { readAboutOption } from '#i18n/about-option.ts'
import { Button } from '../ui/button.tsx'
import { Select, Textarea } from '../ui/field.tsx'
import { Form } from '../ui/form.tsx'
import { Actions } from '../ui/part.tsx'
import { Label } from '../ui/text.tsx'
import type { ComplaintFileWords } from './complaint-file-words.ts'
import { ComplaintFiles, useComplaintFiles } from './complaint-files.tsx'

type Words = Record<
  | 'kind'
  | 'ordinary'
  | 'unauthorisedUse'
  | 'about'
  | 'aboutHint'
  | 'aboutNone'
  | 'text'
  | 'textHint'
  | 'send'
  | 'offline',
  string
>
interface Props {
  kind: ComplaintKind
  about: string | null
  /** What it can be about, in groups; a value is `kind:id`. */
  choices: { title: string; options: { value: string; title: string }[] }[]
  /** The phone lines, for when someone else used the account. */
  callFirst: ReactNode
  limits: AttachmentLimits
  files: ComplaintFileWords
  words: Words
}

/** Files a complaint. Whatever is refused is said beside its field, and everything typed stays. */
export function ComplaintForm({ kind: first, about, choices, callFirst, limits, files, words }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [kind, setKind] = useState(first)
  const chosen = useComplaintFiles(files, limits)
  const file = useMutation({
    mutationFn: (typed: FormData) =>
      client.complaints.file({
        kind,
        about: readAboutOption(typed.get('about')),
        text: String(typed.get('text')),
        attachments: chosen.ids,
      }),
    onSuccess: ({ id }) => router.push(`/complaints/${id}?filed=1`),
    onError: (error) => {
      const [path = 'text'] = Object.keys(refusalIn(error)?.fields ?? {})
      form.current?.querySelector<HTMLElement>(`#${path.split('.')[0]}`)?.focus()
    },
  })
  const errors = refusalIn(file.error)?.fields ?? {}
  const busy = file.isPending || file.isSuccess || chosen.uploading
  return (
    <Form
      ref={form}
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) file.mutate(new FormData(event.currentTarget))
      }}
    >
      <fieldset className="grid gap-1">
        <legend className="sr">{words.kind}</legend>
        <Choice is="ordinary" chosen={kind} choose={setKind}>
          {words.ordinary}
        </Choice>
        <Choice is="unauthorised-use" chosen={kind} choose={setKind}>
          {words.unauthorisedUse}
        </Choice>
      </fieldset>
      <div aria-live="polite" className="empty:hidden">
        {kind === 'unauthorised-use' && callFirst}
      </div>
      {kind === 'ordinary' && (
        <Select
          id="about"
          name="about"
          label={words.about}
          hint={words.aboutHint}
          error={errors.about ?? errors['about.id']}
          defaultValue={about ?? ''}
        >
          <option value="">{words.aboutNone}</option>
          {choices.map(({ title, options }) => (
            <optgroup key={title} label={title}>
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.title}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
      )}
      <Textarea
        id="text"
        name="text"
        rows={8}
        label={words.text}
        hint={words.textHint}
        error={errors.text}
        autoComplete="off"
        wide
      />
      <ComplaintFiles
        id="attachments"
        chosen={chosen}
        words={files}
        limits={limits}
        error={errors.attachments}
      />
      {file.error && Object.keys(errors).length === 0 && (
        <p className="error" role="alert">
          {sentenceFor(file.error, words.offline)}
        </p>
      )}
      <Actions>
        <Button type="submit" kind="main" aria-disabled={busy}>
          {words.send}
        </Button>
        <span role="status">{chosen.uploading && <Label>{files.wait}</Label>}</span>
      </Actions>
    </Form>
  )
}

interface ChoiceProps {
  is: ComplaintKind
  chosen: ComplaintKind
  choose: (kind: ComplaintKind) => void
  children: ReactNode
}

function Choice({ is, chosen, choose, children }: ChoiceProps) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 py-2">
      <input
        type="radio"
        name="kind"
        value={is}
        checked={is === chosen}
        onChange={() => choose(is)}
        className="size-5 flex-none cursor-pointer accent-teal"
      />
      {children}
    </label>
  )
}
