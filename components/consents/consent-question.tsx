'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import type { ConsentRow } from '#i18n/describe/consents.ts'
import { Button } from '../ui/button.tsx'
import { Choice } from '../ui/choice.tsx'
import { Pair, TitledList } from '../ui/disclosure.tsx'
import { YesOrNo } from '../ui/part.tsx'
import { Note } from '../ui/text.tsx'
import { ConsentFlow } from './consent-flow.tsx'
import { type DecideByForm, useConsents } from './consents-provider.tsx'
import { questionId } from './question-id.ts'

/** What a yes means, in the catalogue's words. */
export interface QuestionTexts {
  allows: string
  stops: string[]
  keeps: string[]
  /** How it is switched off later, and where the terms are. */
  later: ReactNode
}

interface Props {
  row: ConsentRow
  texts: QuestionTexts
  decideByForm: DecideByForm
  /** Gives the focus back to the switch. */
  onEnd: () => void
}

/**
 * What the customer reads between the press and the yes: what the consent opens, for what, to whom, until when, and what
 * follows either way. Its two forms are what answers without script.
 */
export function ConsentQuestion({ row, texts, decideByForm, onEnd }: Props) {
  const { words, policyVersion, give, leaveOff } = useConsents()
  const heading = useRef<HTMLHeadingElement>(null)
  const closing = useId()
  useEffect(() => heading.current?.focus(), [])
  const end = (done: (id: string) => void) => {
    done(row.id)
    onEnd()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') end(leaveOff)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place for the form and the lists
    <div className="inset" role="group" aria-labelledby={questionId(row.id)} onKeyDown={onKeyDown}>
      <h4 ref={heading} id={questionId(row.id)} tabIndex={-1} className="question">
        {words.question.title}
      </h4>
      <p>{texts.allows}</p>
      <ConsentFlow lines={row.flow} line="solid" />
      <Pair>
        <TitledList
          title={words.question.starts}
          items={texts.stops}
          none={words.question['nothing-starts']}
        />
        <TitledList title={words.question.keeps} items={texts.keeps} />
      </Pair>
      <form id={closing} action={`/consents#${row.id}`} />
      <form
        action={decideByForm}
        onSubmit={(event) => {
          event.preventDefault()
          end(give)
        }}
      >
        <input type="hidden" name="consent" value={row.id} />
        <input type="hidden" name="outcome" value="given" />
        <input type="hidden" name="previousId" value={row.previousId ?? ''} />
        <input type="hidden" name="policyVersion" value={policyVersion ?? ''} />
        {row.confirmation && (
          <Choice type="checkbox" name="confirmed" required>
            {row.confirmation}
          </Choice>
        )}
        <YesOrNo>
          <Button type="submit">{words.question.yes}</Button>
          <Button
            type="submit"
            form={closing}
            onClick={(event) => {
              event.preventDefault()
              end(leaveOff)
            }}
          >
            {words.question.no}
          </Button>
        </YesOrNo>
        <Note className="mt-3">{texts.later}</Note>
      </form>
    </div>
  )
}
