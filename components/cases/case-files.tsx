'use client'

import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { client, sentenceFor } from '#api/portal/client.ts'
import type { AttachmentLimits } from '#domain/cases/schema.ts'
import { Button } from '../ui/button.tsx'
import { FileButton } from '../ui/file-button.tsx'
import type { FormState } from '../ui/form-state.ts'
import { Label, Note } from '../ui/text.tsx'
import type { CaseFileWords } from './case-file-words.tsx'

/** A file that was uploaded and waits to be sent. */
export interface KeptFile {
  id: string
  name: string
  size: string
}

type Chosen = { key: string; name: string } & (
  | { state: 'uploading' }
  | ({ state: 'kept' } & Omit<KeptFile, 'name'>)
  | { state: 'refused'; error: string }
)

/** The files of a form: each is uploaded as it is chosen, by itself, and sent with the form by its id. */
export function useCaseFiles(words: CaseFileWords, limits: AttachmentLimits) {
  const [files, setFiles] = useState<Chosen[]>([])
  const { mutateAsync: upload } = useMutation({
    mutationFn: (file: File) => client.complaints.attach({ file }),
  })
  const { mutate: drop } = useMutation({ mutationFn: (id: string) => client.complaints.detach({ id }) })
  const put = (file: Chosen) =>
    setFiles((before) => [...before.filter(({ key }) => key !== file.key), file].toSorted(byKey))

  function add(chosen: File[]) {
    let room = limits.files - files.filter(({ state }) => state !== 'refused').length
    for (const file of chosen) {
      const entry = { key: nextKey(), name: file.name }
      const error = file.size > limits.bytes ? words.tooLarge : room <= 0 ? words.tooMany : null
      if (error) {
        put({ ...entry, state: 'refused', error })
        continue
      }
      room -= 1
      put({ ...entry, state: 'uploading' })
      upload(file).then(
        ({ id, size }) => put({ ...entry, state: 'kept', id, size }),
        (refused: unknown) => put({ ...entry, state: 'refused', error: sentenceFor(refused, words.offline) }),
      )
    }
  }

  function remove(file: Chosen) {
    setFiles((before) => before.filter(({ key }) => key !== file.key))
    if (file.state === 'kept') drop(file.id)
  }

  const kept = files.flatMap((file): KeptFile[] =>
    file.state === 'kept' ? [{ id: file.id, name: file.name, size: file.size }] : [],
  )
  return {
    files,
    add,
    remove,
    clear: () => setFiles([]),
    restore: (kept: KeptFile[]) => {
      for (const file of kept) put({ key: nextKey(), state: 'kept', ...file })
    },
    kept,
    ids: kept.map(({ id }) => id),
    uploading: files.some(({ state }) => state === 'uploading'),
  }
}

let count = 0
const nextKey = () => String(count++).padStart(6, '0')
const byKey = (a: Chosen, b: Chosen) => a.key.localeCompare(b.key)

interface Props {
  id: string
  chosen: ReturnType<typeof useCaseFiles>
  words: CaseFileWords
  limits: AttachmentLimits
  /** What is wrong with the files as a whole. */
  error?: string
  /** The result of the form when it was sent without script. */
  plain: FormState
}

/**
 * The button that adds files, and the files with the state of each. Until scripts run there is the browser's own field, whose
 * files are sent with the form; a refused form comes back without them. What was chosen by then is uploaded.
 */
export function CaseFiles({ id, chosen, words, limits, error, plain }: Props) {
  const { files, add, remove } = chosen
  const input = useRef<HTMLInputElement>(null)
  const [ready, setReady] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when scripts run
  useEffect(() => {
    add([...(input.current?.files ?? [])])
    if (input.current) input.current.value = ''
    setReady(true)
  }, [])
  const lost = plain.typed?.files?.filter(Boolean) ?? []
  const errors = [error, ...refusedFiles(lost, plain.errors), lost.length > 0 && words.again].filter(Boolean)
  const describedBy = errors.length > 0 ? `${id}-error ${id}-rule` : `${id}-rule`
  return (
    <div className="grid gap-3">
      <ul aria-live="polite" aria-label={words.title} className="grid gap-3 empty:hidden">
        {files.map((file) => (
          <li key={file.key} className="grid gap-1">
            <span className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
              <span className="value">{file.name}</span>
              {file.state === 'uploading' && <Label>{words.uploading}</Label>}
              {file.state === 'kept' && <Label>{file.size}</Label>}
              {file.state !== 'uploading' && (
                <Button
                  kind="text"
                  aria-label={words.removeLabel.replace('%', file.name)}
                  onClick={() => {
                    remove(file)
                    input.current?.focus()
                  }}
                >
                  {words.remove}
                </Button>
              )}
            </span>
            {file.state === 'refused' && <span className="error">{file.error}</span>}
          </li>
        ))}
      </ul>
      {errors.length > 0 && (
        <div id={`${id}-error`}>
          {errors.map((sentence) => (
            <p key={String(sentence)} className="error">
              {sentence}
            </p>
          ))}
        </div>
      )}
      <span>
        {ready ? (
          <FileButton
            id={id}
            ref={input}
            multiple
            accept={limits.accept}
            aria-describedby={describedBy}
            onChange={(event) => {
              add([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          >
            {words.button}
          </FileButton>
        ) : (
          <input
            id={id}
            ref={input}
            type="file"
            name="files"
            multiple
            accept={limits.accept}
            aria-label={words.add}
            aria-describedby={describedBy}
            className="input"
          />
        )}
      </span>
      <Note id={`${id}-rule`}>{words.rule}</Note>
    </div>
  )
}

/** What is wrong with the files of a form, each by its name; else with all of them. */
function refusedFiles(names: string[], errors: FormState['errors']): string[] {
  const told = names.flatMap((name, index) => {
    const sentence = errors[`files.${index}`]
    return sentence ? [`${name}: ${sentence}`] : []
  })
  return told.length > 0 || !errors.files ? told : [errors.files]
}
