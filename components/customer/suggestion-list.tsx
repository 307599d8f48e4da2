'use client'

import { useMutation } from '@tanstack/react-query'
import type { Route } from 'next'
import { type FormEvent, useState } from 'react'
import { client, refusalIn } from '#api/client.ts'
import type { SuggestionWords } from '#i18n/describe/overview.ts'
import { Button } from '../ui/button.tsx'
import { ButtonLink } from '../ui/button-link.tsx'
import { Actions, Row, Rows } from '../ui/part.tsx'

type Shown = SuggestionWords & { href: Route }

interface Props {
  suggestions: Shown[]
  words: Record<'hide' | 'hidden', string>
  /** Hides one where there is no script; absent when whoever looks may not. */
  dismissByForm?: (form: FormData) => Promise<void>
}

/** What the portal suggests. A hidden suggestion goes at once and comes back only if hiding it failed. */
export function SuggestionList({ suggestions, words, dismissByForm }: Props) {
  const [hidden, setHidden] = useState<string[]>([])
  const dismiss = useMutation({
    mutationFn: (suggestion: Shown['id']) => client.overview.dismiss({ suggestion }),
    onMutate: (id) => setHidden((ids) => [...ids, id]),
    onError: (_, id) => setHidden((ids) => ids.filter((one) => one !== id)),
  })
  const hide = (id: Shown['id']) => (event: FormEvent) => {
    event.preventDefault()
    dismiss.mutate(id)
  }
  return (
    <div>
      <Rows>
        {suggestions
          .filter(({ id }) => !hidden.includes(id))
          .map(({ id, title, text, link, hideLabel, href }) => (
            <Row key={id}>
              <p>
                <b>{title}</b> {text}
              </p>
              <Actions>
                <ButtonLink kind="text" href={href}>
                  {link}
                </ButtonLink>
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
      <p role="status" className="note">
        {hidden.length > 0 && words.hidden}
      </p>
      {dismiss.isError && <p className="error">{refusalIn(dismiss.error)?.message}</p>}
    </div>
  )
}
