'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Refused } from '../ui/form.tsx'
import { type FormAction, untouched, wrongWith } from '../ui/form-state.ts'
import { Note } from '../ui/text.tsx'

/** The action that makes a code and says until when it is valid. */
export type ShowCode = FormAction<{ code: string; until: string }>

interface Props {
  look: string
  show: ShowCode
  /** `%` in `until` stands for the time. */
  words: Record<'text' | 'show' | 'again' | 'code' | 'until', string>
}

/** Shows the code that the customer reads out on the phone, once they ask for it. It works without script. */
export function LookCode({ look, show, words }: Props) {
  const [state, showCode] = useActionState(show, untouched)
  const { shown } = state
  return (
    <form action={showCode}>
      <p>{words.text}</p>
      <div role="status">
        {shown && (
          <>
            <p className="mt-3">
              {words.code}: <b className="num text-xl">{shown.code}</b>
            </p>
            <Note>{words.until.replace('%', shown.until)}</Note>
          </>
        )}
      </div>
      <Refused>{wrongWith(state)}</Refused>
      <input type="hidden" name="look" value={look} />
      <p className="mt-4">
        <Button type="submit">{shown ? words.again : words.show}</Button>
      </p>
    </form>
  )
}
