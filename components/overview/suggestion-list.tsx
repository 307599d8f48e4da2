'use client'

import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { client, sentenceFor } from '#api/portal/client.ts'
import type { SuggestionWords } from '#i18n/describe/overview.ts'
import { Button } from '../ui/button.tsx'
import { Actions, Row, Rows } from '../ui/part.tsx'

/** `button` leads to its subject. */
type Shown = SuggestionWords & { button: ReactNode }

interface Props {
  suggestions: Shown[]
  words: Record<'hide' | 'hidden' | 'offline', string>
  /** The action that hides a suggestion without script; absent in a look. */
  dismissByForm?: (form: FormData) => Promise<void>
}

/** The list of suggestions. A hidden one disappears at once and comes back only if hiding it failed. */
export function SuggestionList({ suggestions, words, dismissByForm }: Props) {
  const [hidden, setHidden] = useState<string[]>([])
  const told = useRef<HTMLParagraphElement>(null)
  const dismiss = useMutation({
    mutationFn: (suggestion: Shown['id']) => client.overview.dismiss({ suggestion }),
    onMutate: (id) => setHidden((ids) => [...ids, id]),
    onError: (_, id) => setHidden((ids) => ids.filter((one) => one !== id)),
  })
  const hide = (id: Shown['id']) => (event: FormEvent) => {
    event.preventDefault()
    dismiss.mutate(id)
    told.current?.focus()
  }
  return (
    <div>
      <Rows>
        {suggestions
          .filter(({ id }) => !hidden.includes(id))
          .map(({ id, title, text, hideLabel, button }) => (
            <Row key={id}>
              <p>
                <b>{title}</b> {text}
              </p>
              <Actions>
                {button}
                {dismissByForm && (
                  <form className="contents" action={dismissByForm} onSubmit={hide(id)}>
                    <input type="hidden" name="suggestion" value={id} />
                    <Button type="submit" kind="text" aria-label={hideLabel}>
                      {words.hide}
                    </Button>
                  </form>
                )}
              </Actions>
            </Row>
          ))}
      </Rows>
      <p ref={told} role="status" tabIndex={-1} className="note">
        {hidden.length > 0 && words.hidden}
      </p>
      {dismiss.isError && (
        <p role="alert" className="error">
          {sentenceFor(dismiss.error, words.offline)}
        </p>
      )}
    </div>
  )
}
