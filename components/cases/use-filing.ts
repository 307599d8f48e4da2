import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import type { RefObject, SubmitEvent } from 'react'
import { refusalIn } from '#api/portal/client.ts'
import type { CaseType } from '#domain/cases/schema.ts'
import type { FormState } from '../ui/form-state.ts'
import type { useDraft } from './case-draft.ts'
import type { useCaseFiles } from './case-files.tsx'
import { caseHref } from './case-href.ts'

interface Filing {
  type: CaseType
  /** The state of the form without script. */
  state: FormState
  form: RefObject<HTMLFormElement | null>
  draft: ReturnType<typeof useDraft>
  chosen: ReturnType<typeof useCaseFiles>
  /** Sends what was typed; gives nothing when the customer thought better of it. */
  send(typed: FormData): Promise<{ id: string } | undefined>
}

/** Files a case with script, once, however often its form is sent, and leads to its page; after a refusal to its first field. */
export function useFiling({ type, state, form, draft, chosen, send }: Filing) {
  const router = useRouter()
  const file = useMutation({
    mutationFn: send,
    onSuccess: (filed) => {
      if (!filed) return
      draft.forget()
      router.push(`${caseHref(type, filed.id)}?filed=1`)
    },
    onError: (error) => {
      const fields = refusalIn(error)?.fields ?? {}
      // What was filed by an earlier try is told there: what is sent next is another one.
      if (fields.text) draft.renew()
      // The page is drawn again with what has changed; what was typed stays.
      if (fields.planDigest) router.refresh()
      const [path = 'text'] = Object.keys(fields)
      form.current?.querySelector<HTMLElement>(`#${path.split('.')[0]}`)?.focus()
    },
  })
  const sending = file.isPending || file.data !== undefined
  const busy = sending || chosen.uploading
  return {
    error: file.error,
    /** What is wrong with each field, by either way of sending. */
    errors: refusalIn(file.error)?.fields ?? state.errors,
    sending,
    busy,
    onSubmit: (event: SubmitEvent<HTMLFormElement>) => {
      event.preventDefault()
      if (!busy) file.mutate(new FormData(event.currentTarget))
    },
  }
}
