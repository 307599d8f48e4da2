import type { ConsentRow } from '#i18n/describe/consents.ts'
import type { Say } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import type { DecideByForm } from './consents-provider.tsx'
import { questionId } from './question-id.ts'

interface Props {
  row: ConsentRow
  decideByForm: DecideByForm
  /** The words of `consents`. */
  say: Say<'consents'>
}

/** A consent's switch for a browser without script: off in one step, on by way of the question. */
export function PlainConsent({ row, decideByForm, say }: Props) {
  const step = say(row.on ? 'turn-off' : 'turn-on')
  const button = (
    <Button type="submit" aria-label={`${step}: ${row.title}`}>
      {step}
    </Button>
  )
  return (
    <noscript>
      {row.on ? (
        <form action={decideByForm}>
          <input type="hidden" name="consent" value={row.id} />
          <input type="hidden" name="outcome" value="withdrawn" />
          <input type="hidden" name="previousId" value={row.previousId ?? ''} />
          {button}
        </form>
      ) : (
        <form action={`/consents#${questionId(row.id)}`}>
          <input type="hidden" name="ask" value={row.id} />
          {button}
        </form>
      )}
    </noscript>
  )
}
