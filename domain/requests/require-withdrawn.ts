import type { Tx } from '#db/client.ts'
import { consentNamed } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Consent } from '#policy/schema.ts'
import type { FoundCase } from '../cases/find-case.ts'
import { readChains } from '../consents/decisions.ts'
import { consentStateOf } from '../consents/rules.ts'
import type { Ctx } from '../context.ts'
import { invalid } from '../errors.ts'
import type { Outcome } from './schema.ts'

/**
 * A withdrawal is fulfilled by what is so: no consent of which the answer says that is in force by then. An outcome for all of
 * the request is about the consent that it names, about those by which its recipient or its kind of data is given or used, or
 * about all; an outcome for a kind of data is about those of them that use it.
 * @throws DomainError `invalid` on `outcomes` with the titles of those that stand, in the reader's language
 */
export async function requireWithdrawn(
  ctx: Ctx,
  tx: Tx,
  { row }: FoundCase,
  outcomes: readonly Outcome[],
): Promise<void> {
  if (row.kind !== 'withdrawal') return
  const said = outcomes.filter(({ outcome }) => outcome === 'fulfilled')
  if (said.length === 0) return
  const chains = await readChains(ctx, tx)
  const standing = [...chains].flatMap(([id, [latest]]) => {
    const consent = consentNamed(catalogue(), id)
    const isMeant = consent && isAbout(row, consent) && said.some(({ field }) => uses(consent, field))
    return isMeant && consentStateOf(latest, ctx.now) === 'given' ? [consent.title[ctx.locale]] : []
  })
  if (standing.length > 0)
    throw invalid('outcomes', 'request.consents-stand', {
      count: standing.length,
      consents: standing.join(', '),
    })
}

const uses = ({ fields }: Consent, field: string | null): boolean => field === null || fields.includes(field)

/** Whether a withdrawal is about a consent, by what it names. */
function isAbout(
  { aboutKind, aboutId }: Pick<FoundCase['row'], 'aboutKind' | 'aboutId'>,
  { id, fields, recipients }: Consent,
): boolean {
  if (aboutId === null) return true
  if (aboutKind === 'consent') return id === aboutId
  return aboutKind === 'recipient' ? recipients.includes(aboutId) : fields.includes(aboutId)
}
