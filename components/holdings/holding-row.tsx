'use client'

import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { sentenceFor } from '#api/portal/client.ts'
import { Button, type ButtonKind } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Line, Row } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'

export interface RevealWords {
  show: string
  hide: string
  /** `%` stands for the seconds left. */
  countdown: string
  /** The sentence that opening was logged, with a link to the log. */
  logged: ReactNode
  offline: string
}

/** The whole value, and for how many seconds it is shown. */
export interface Shown {
  value: string
  hideAfterSeconds: number
}

interface Revealing {
  words: RevealWords
  button: ButtonKind
  /** Asks for the code or the reason and gets the value; undefined when that was cancelled. */
  reveal: (field: string) => Promise<Shown | undefined>
}

/** Tells the rows inside how to get a value: by a code from the customer, or by a reason in a look. */
export const RevealContext = createContext<Revealing | null>(null)

interface Props {
  field: string
  title: ReactNode
  masked: ReactNode
  /** The rest of the row. */
  children: ReactNode
}

/** A row whose value can be shown for a minute. A hidden value is kept nowhere in the browser. */
export function HoldingRow({ field, title, masked, children }: Props) {
  const revealing = useContext(RevealContext)
  const { data, error, isPending, mutate, reset } = useMutation({
    mutationFn: async () => revealing?.reveal(field),
    gcTime: 0,
  })
  if (!revealing) throw new Error('a value is shown inside a RevealContext')
  const { words, button } = revealing
  const titleId = `${field}-title`
  const buttonId = `${field}-show`
  const toggle = () => {
    if (data) reset()
    else if (!isPending) mutate()
  }
  return (
    <Row id={field}>
      <Line id={titleId} title={title}>
        <output>{data ? <Value>{data.value}</Value> : masked}</output>
        <Button
          id={buttonId}
          kind={button}
          scripted
          aria-labelledby={`${buttonId} ${titleId}`}
          aria-disabled={isPending}
          onClick={toggle}
        >
          {data ? words.hide : words.show}
        </Button>
      </Line>
      {data && (
        <Note>
          <Countdown seconds={data.hideAfterSeconds} text={words.countdown} onEnd={reset} /> {words.logged}
        </Note>
      )}
      {error && (
        <p className="error" role="alert">
          {sentenceFor(error, words.offline)}
        </p>
      )}
      {children}
    </Row>
  )
}
