import { findCountry, findField, findPurpose, findRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Catalogue, Locale } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import type { Coverage, Grown } from './coverage.ts'
import type { Decision } from './decisions.ts'
import { consentStateOf } from './rules.ts'
import type { ExtentView, WidenedView } from './schema.ts'

/**
 * The yes that no longer covers its consent, while the customer has not answered again: it still waits for its end, or the
 * policy has ended it. What the customer decided after that is an answer.
 */
export function outgrownYes(
  history: readonly Decision[],
  coverage: Pick<Coverage, 'grown'>,
  now: Date,
): { yes: Decision; grown: Grown } | null {
  const [latest, before] = history
  const yes = latest?.channel === 'policy' ? before : latest
  if (!yes || consentStateOf(latest, now) !== 'outgrown') return null
  const grown = coverage.grown(yes.consent, yes.policyVersion)
  return grown && { yes, grown }
}

/** What the customer agreed to and what the policy has added, in the reader's language; null where nothing is asked again. */
export function widenedView(
  ctx: Ctx,
  { history, coverage }: { history: readonly Decision[]; coverage: Coverage },
): WidenedView | null {
  const found = outgrownYes(history, coverage, ctx.now)
  if (!found) return null
  const { yes, grown } = found
  const policy = catalogue()
  const { purposes, fields, recipients, countries } = grown.growth
  const byRecipient = Map.groupBy(countries, ({ recipient }) => recipient)
  return {
    agreedAt: yes.at,
    agreed: grown.before && extentView(grown.before, ctx.locale),
    added: {
      purposes: purposes.map((id) => findPurpose(policy, id).title[ctx.locale]),
      fields: fields.map((id) => findField(policy, id).title[ctx.locale]),
      recipients: recipients.map((id) => recipientIn(policy, id, ctx.locale)),
      countries: [...byRecipient].map(([id, added]) => ({
        name: findRecipient(policy, id).name[ctx.locale],
        countries: added.map(({ country }) => findCountry(policy, country).name[ctx.locale]),
      })),
    },
  }
}

const extentView = ({ consent, policy }: NonNullable<Grown['before']>, locale: Locale): ExtentView => ({
  purpose: findPurpose(policy, consent.purpose).title[locale],
  fields: consent.fields.map((id) => findField(policy, id).title[locale]),
  recipients: consent.recipients.map((id) => recipientIn(policy, id, locale)),
})

function recipientIn(policy: Catalogue, id: string, locale: Locale) {
  const { name, countries } = findRecipient(policy, id)
  return { name: name[locale], countries: countries.map((code) => findCountry(policy, code).name[locale]) }
}
