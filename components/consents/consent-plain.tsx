import type { ConsentRow } from '#i18n/describe/consents.ts'
import type { Say } from '#i18n/translator.ts'
import { Button } from '../ui/button.tsx'
import type { DecideByForm } from './consents-provider.tsx'

interface Props {
  row: ConsentRow
  /** The policy version whose texts the page shows. */
  policyVersion: number | null
  decideByForm: DecideByForm
  /** The words of `consents`. */
  say: Say<'consents'>
}

/** A consent's switch as a plain form, for a browser without script. */
export function PlainConsent({ row, policyVersion, decideByForm, say }: Props) {
  const step = say(row.on ? 'turn-off' : 'turn-on')
  return (
    <noscript>
      <form action={decideByForm}>
        <input type="hidden" name="consent" value={row.id} />
        <input type="hidden" name="outcome" value={row.on ? 'withdrawn' : 'given'} />
        <input type="hidden" name="previousId" value={row.previousId ?? ''} />
        <input type="hidden" name="policyVersion" value={policyVersion ?? ''} />
        {!row.on && row.confirmation && (
          <label className="note">
            <input type="checkbox" name="confirmed" required /> {row.confirmation}
          </label>
        )}
        <Button type="submit" aria-label={`${step}: ${row.title}`}>
          {step}
        </Button>
      </form>
    </noscript>
  )
}
