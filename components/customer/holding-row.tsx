'use client'

import { useMutation } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { client, sentenceFor } from '#api/client.ts'
import { Button } from '../ui/button.tsx'
import { Line, Row } from '../ui/part.tsx'
import { Note, Value } from '../ui/text.tsx'
import { QueryProvider } from './query-provider.tsx'
import { StepUpProvider, type StepUpWords, useStepUp } from './step-up.tsx'
import { Countdown } from './step-up-countdown.tsx'

interface Words {
  show: string
  hide: string
  /** `%` stands for the seconds left. */
  countdown: string
  /** That the look was logged, with a link to the log. */
  logged: ReactNode
  offline: string
}

const RevealWords = createContext<Words>({ show: '', hide: '', countdown: '', logged: null, offline: '' })

/** What the rows below need to show values: words, and the dialog for a fresh code. */
export function HoldingReveal(props: { words: Words; stepUp: StepUpWords; children: ReactNode }) {
  return (
    <QueryProvider>
      <StepUpProvider words={props.stepUp}>
        <RevealWords value={props.words}>{props.children}</RevealWords>
      </StepUpProvider>
    </QueryProvider>
  )
}

interface Props {
  field: string
  title: ReactNode
  masked: ReactNode
  /** The rest of the row. */
  children: ReactNode
}

/** A row whose value its owner can have shown, for a minute. The value is kept nowhere once it is hidden. */
export function HoldingRow({ field, title, masked, children }: Props) {
  const words = useContext(RevealWords)
  const withFreshCode = useStepUp()
  const { data, error, isPending, mutate, reset } = useMutation({
    mutationFn: () => withFreshCode(() => client.holdings.reveal({ field })),
    gcTime: 0,
  })
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
          kind="text"
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
