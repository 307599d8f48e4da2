'use client'

import { type ReactNode, useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Textarea } from '../ui/field.tsx'
import { Form, Hidden } from '../ui/form.tsx'
import { type FormAction, typedOr, untouched } from '../ui/form-state.ts'
import { Notice } from '../ui/notice.tsx'
import { Actions } from '../ui/part.tsx'

interface Props {
  /** The action that the form was sent to without script, and the page it stands on. */
  action: FormAction
  at: string
  /** The link to the sign-in. */
  enter: ReactNode
  words: Record<'title' | 'text' | 'label' | 'filesLost' | 'send', string>
}

/**
 * A form that was sent without script after the session had ended: the words are still there, and nothing else of the
 * customer's. They sign in in another window and send them from here.
 */
export function UnsentScreen({ action, at, enter, words }: Props) {
  const [state, act] = useActionState(action, untouched, at)
  const { text, files = [], ...rest } = state.typed ?? {}
  return (
    <>
      <h1>{words.title}</h1>
      <Notice tone="warn" role="alert">
        <p>{words.text}</p>
        <p>{enter}</p>
      </Notice>
      {text && (
        <Form action={act} noValidate>
          <Hidden
            values={Object.fromEntries(Object.entries(rest).map(([name, [value = '']]) => [name, value]))}
          />
          <Textarea
            id="text"
            name="text"
            rows={8}
            label={words.label}
            hint={files.some(Boolean) && words.filesLost}
            defaultValue={typedOr(state, 'text')}
            autoComplete="off"
            wide
          />
          <Actions>
            <Button type="submit" kind="main">
              {words.send}
            </Button>
          </Actions>
        </Form>
      )}
    </>
  )
}
