'use client'

import { useActionState } from 'react'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/text.tsx'

interface CodeShown {
  code?: string
  until?: string
  error?: string
}
export type ShowCode = (before: CodeShown, form: FormData) => Promise<CodeShown>

interface Props {
  look: string
  show: ShowCode
  /** `%` in `until` stands for the time. */
  words: Record<'text' | 'show' | 'again' | 'code' | 'until', string>
}

/** The code that is read out on the phone, once it was asked for. Works without script. */
export function LookCode({ look, show, words }: Props) {
  const [{ code, until, error }, showCode] = useActionState(show, {})
  return (
    <form action={showCode}>
      <p>{words.text}</p>
      <div role="status">
        {code && (
          <p className="mt-3">
            {words.code}: <b className="num text-xl">{code}</b>
          </p>
        )}
        {until && <Note>{words.until.replace('%', until)}</Note>}
      </div>
      {error && (
        <p className="error" role="alert">
          {error}
        </p>
      )}
      <input type="hidden" name="look" value={look} />
      <p className="mt-4">
        <Button type="submit">{code ? words.again : words.show}</Button>
      </p>
    </form>
  )
}
