'use client'

import type { MouseEvent } from 'react'
import type { ConsentRow } from '#i18n/describe/consents.ts'
import { Button } from '../ui/button.tsx'
import { Pair } from '../ui/disclosure.tsx'
import { Hidden } from '../ui/form.tsx'
import { Notice } from '../ui/notice.tsx'
import { Actions } from '../ui/part.tsx'
import { useConsents } from './consents-provider.tsx'

/** Asks again for a consent that has grown: what was agreed to, next to what is added, and a yes and a no of equal weight. */
export function ConsentWidened({ row: { id, previousId, widened, confirmation } }: { row: ConsentRow }) {
  const { decideByForm, policyVersion, isBusy, give, press } = useConsents()
  if (!widened) return null
  const answer = (on: boolean) => (event: MouseEvent) => {
    event.preventDefault()
    // The question has the box for what must be confirmed.
    if (on && confirmation === null) give(id)
    else press(id, on)
  }
  return (
    <Notice tone="warn" title={widened.title}>
      <p>{widened.text}</p>
      <Pair>
        {widened.extents.map(({ heading, lines }) => (
          <div key={heading}>
            <h4>{heading}</h4>
            <ul>
              {lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </div>
        ))}
      </Pair>
      {decideByForm && (
        <form action={decideByForm}>
          <Hidden
            values={{
              consent: id,
              previousId: previousId ?? '',
              policyVersion: String(policyVersion ?? ''),
            }}
          />
          <Actions>
            {[true, false].map((on) => (
              <Button
                key={String(on)}
                type="submit"
                name="outcome"
                value={on ? 'given' : 'withdrawn'}
                aria-disabled={isBusy(id)}
                aria-describedby={`${id}-title`}
                onClick={answer(on)}
              >
                {on ? widened.yes : widened.no}
              </Button>
            ))}
          </Actions>
        </form>
      )}
    </Notice>
  )
}
