'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'
import { keepDraft, readDraft } from '../shell/drafts.ts'
import type { KeptFile, useCaseFiles } from './case-files.tsx'

interface Draft {
  /** The key of the request that will send it, so that it is filed once however often it is sent. */
  requestKey?: string
  fields: Record<string, string>
  files: KeptFile[]
}

/**
 * Keeps what is typed into a form in this tab, over a refresh, a lost line and a session that ended, until it is sent.
 * @param owner the mark of the customer.
 * @param name the form's, among those of the customer.
 */
export function useDraft(
  form: RefObject<HTMLFormElement | null>,
  owner: string,
  name: string,
  { kept, restore }: ReturnType<typeof useCaseFiles>,
) {
  const requestKey = useRef<string | undefined>(undefined)
  const [restored, setRestored] = useState(false)
  const keep = () => {
    if (!form.current) return
    const fields = typedIn(form.current)
    const isEmpty = !fields.text && kept.length === 0
    keepDraft(owner, name, isEmpty ? null : { requestKey: requestKey.current, fields, files: kept })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is ready
  useEffect(() => {
    const draft = readDraft(owner, name) as Draft | null
    requestKey.current = draft?.requestKey ?? newKey()
    if (form.current && draft) {
      fill(form.current, draft.fields)
      restore(draft.files)
      setRestored(true)
    }
    // What was typed before scripts ran is kept from now on.
    if (!draft) keep()
  }, [])

  const ids = kept.map(({ id }) => id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the files by their ids; fields are kept as they are typed
  useEffect(() => {
    if (ids) keep()
  }, [ids])

  return {
    /** What was typed before is back. */
    restored,
    keep,
    requestKey: () => requestKey.current,
    /** Makes what is sent next another request. */
    renew: () => {
      requestKey.current = newKey()
      keep()
    },
    forget: () => {
      requestKey.current = newKey()
      setRestored(false)
      keepDraft(owner, name, null)
    },
  }
}

/** Undefined where a browser makes none, outside of TLS. */
const newKey = (): string | undefined => globalThis.crypto.randomUUID?.()

const controlsOf = (form: HTMLFormElement) =>
  [...form.elements].filter(
    (one): one is HTMLTextAreaElement | HTMLSelectElement | HTMLInputElement =>
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLSelectElement ||
      (one instanceof HTMLInputElement && one.type === 'radio'),
  )

const typedIn = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries(
    controlsOf(form)
      .filter((one) => !(one instanceof HTMLInputElement) || one.checked)
      .map(({ name, value }) => [name, value]),
  )

/** Puts a draft into the form. What was typed before the page was ready is newer and stays. */
function fill(form: HTMLFormElement, fields: Record<string, string>): void {
  for (const one of controlsOf(form)) {
    const value = fields[one.name]
    if (value === undefined) continue
    if (one instanceof HTMLInputElement) one.checked = one.value === value
    else if (one instanceof HTMLSelectElement || one.value === one.defaultValue) one.value = value
  }
}
