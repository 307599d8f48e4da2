import { and, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { customerKeys } from '#db/schema/customers.ts'
import { holdings } from '#db/schema/holdings.ts'
import { policyVersions } from '#db/schema/policies.ts'
import { findCountry, findField, findPurpose, findRecipient } from '#policy/find.ts'
import type { Catalogue, Consent, Text } from '#policy/schema.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { notFound } from '../errors.ts'
import { historyOf, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { decisionView, receives } from './consent-view.ts'
import { decisionOf } from './decisions.ts'
import { type ReceiptView, showReceiptInput } from './schema.ts'

/**
 * Shows the receipt of one decision: the items of Law 94-V, art. 8(4), under the policy version of its time; of an end by
 * the policy, the terms of the yes that ended. A decision that a system passed on later may be older than its consent's
 * first version, whose terms it then shows.
 * @throws DomainError `not-found`, also for another customer's receipt
 */
export const showReceipt = verb(
  'consents:list',
  showReceiptInput,
  async (ctx, { id }): Promise<ReceiptView> => {
    if (!id) throw notFound()
    return read(ctx, async (tx) => {
      const [{ row, policyHash, subject, endedVersion }, versions] = await Promise.all([
        findDecision(ctx, tx, id),
        readVersions(tx),
      ])
      const { consent } = row
      const decision = { ...decisionView(decisionOf(row, { covers: () => true })), consent }
      const written = endedVersion ?? decision.policyVersion
      const history = await historyOf(tx, versions, [{ kind: 'consent', id: consent, written }])
      const found = history.find('consent', consent, written)
      if (!found) throw notFound()
      const shownIn = decision.locale === ctx.locale ? null : decision.locale
      const shown = shownIn && { lang: shownIn, text: found.thing.allows[shownIn] }
      return { ...decision, ...termsOf(ctx, found.policy, found.thing), shown, policyHash, subject }
    })
  },
)

async function findDecision(ctx: Ctx, tx: Tx, id: string) {
  const { customerId, previousId, channel } = consentDecisions
  const yes = alias(consentDecisions, 'yes')
  const ended = and(eq(yes.customerId, customerId), eq(yes.id, previousId), eq(channel, 'policy'))
  const [found] = await tx
    .select({
      row: consentDecisions,
      policyHash: policyVersions.hash,
      wrapped: customerKeys.wrappedKey,
      nameId: holdings.id,
      name: holdings.valueSealed,
      endedVersion: yes.policyVersion,
    })
    .from(consentDecisions)
    .innerJoin(policyVersions, eq(policyVersions.number, consentDecisions.policyVersion))
    .leftJoin(yes, ended)
    .leftJoin(customerKeys, eq(customerKeys.customerId, customerId))
    .leftJoin(holdings, and(eq(holdings.customerId, customerId), eq(holdings.field, 'full-name')))
    .where(and(eq(customerId, requireSubject(ctx)), eq(consentDecisions.id, id)))
  if (!found) throw notFound()
  const { wrapped, nameId, name, ...own } = found
  if (!wrapped || !name) return { ...own, subject: null }
  const key = await ctx.keys.master.unwrap(wrapped)
  return { ...own, subject: openText(key, name, `holdings:${nameId}:value`) }
}

/** The terms of a consent under a policy, in the reader's language. */
export function termsOf(ctx: Pick<Ctx, 'locale'>, policy: Catalogue, consent: Consent) {
  const inWords = (text: Text) => text[ctx.locale]
  const { operator, policy: own } = policy
  return {
    title: inWords(consent.title),
    allows: inWords(consent.allows),
    wouldAllow: consent.wouldAllow ? inWords(consent.wouldAllow) : null,
    purpose: inWords(findPurpose(policy, consent.purpose).title),
    fields: consent.fields.map((id) => inWords(findField(policy, id).title)),
    recipients: consent.recipients
      .map((id) => findRecipient(policy, id))
      .filter(receives)
      .map(({ name, countries }) => ({
        name: inWords(name),
        countries: countries.map((code) => inWords(findCountry(policy, code).name)),
        abroad: countries.some((code) => code !== own.jurisdiction),
      })),
    confirmation: consent.confirmation ? inWords(consent.confirmation) : null,
    operator: {
      name: inWords(operator.name),
      bin: operator.bin.value,
      address: inWords(operator.address),
      phones: operator.phones.map(({ number }) => number),
      assumedBin: operator.bin.assumption === true,
    },
  }
}
