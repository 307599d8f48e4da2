import { publishPolicy } from '#domain/policies/publish-policy.ts'
import type { Catalogue } from '#policy/schema.ts'
import type { DemoWorld } from './world.ts'

/**
 * Publishes earlier versions of the policy, then the policy in force. All other demo data is loaded after it, because
 * every decision names the version of its day.
 */
export async function demoPolicies(world: DemoWorld): Promise<void> {
  for (const { publishedAt, policy } of policyHistory(world.catalogue, world.now))
    await publishPolicy(world.worker(publishedAt), policy)
}

/** The versions in the order of publication, each published two weeks before it applies. */
export function policyHistory(catalogue: Catalogue, now: Date): { publishedAt: Date; policy: Catalogue }[] {
  const second = withoutSearches(
    earlier(catalogue, '2024-02-01', ['storage-abroad'], ['digital-code-stop', 'breach-notice']),
  )
  const first = earlier(second, '2021-03-01', ['device-documents', 'personalisation'], [])
  return [first, second, catalogue].map((policy) => ({ publishedAt: twoWeeksBefore(policy, now), policy }))
}

function twoWeeksBefore({ policy }: Catalogue, now: Date): Date {
  const day = new Date(`${policy.effective}T04:00:00Z`).getTime() - 14 * 24 * 60 * 60 * 1000
  return new Date(Math.min(day, now.getTime()))
}

/** An earlier version of the policy: without some consents and clocks, and without everything only these refer to. */
function earlier(policy: Catalogue, effective: string, consentIds: string[], clockIds: string[]): Catalogue {
  const gone = (id: string | undefined) => id !== undefined && consentIds.includes(id)
  const consents = policy.consents.consents.filter((one) => !gone(one.id))
  const purposes = policy.purposes.filter(
    (one) => !one.refusable || consents.some((consent) => consent.purpose === one.id),
  )
  const fields = policy.categories.flatMap((one) => one.fields).filter((one) => !gone(one.consent))
  const recipients = policy.recipients.recipients.filter((one) => !gone(one.consent))
  const kept = (list: readonly { id: string }[]) => (id: string) => list.some((one) => one.id === id)
  // Nothing was stored abroad by consent then.
  const { abroadHere, ...texts } = policy.policy
  return {
    ...policy,
    policy: { ...texts, effective },
    purposes,
    categories: policy.categories.map((category) => ({
      ...category,
      fields: category.fields
        .filter((field) => kept(fields)(field.id))
        .map((field) => ({
          ...field,
          uses: field.uses.filter((use) => kept(purposes)(use.purpose)),
          recipients: field.recipients.filter(kept(recipients)),
        })),
    })),
    consents: {
      ...policy.consents,
      groups: policy.consents.groups.filter((group) => consents.some((one) => one.group === group.id)),
      consents: consents.map((one) => ({ ...one, fields: one.fields.filter(kept(fields)) })),
      functions: policy.consents.functions
        .filter((one) => !one.needs.some(gone))
        .map((one) => ({ ...one, unaffectedBy: one.unaffectedBy.filter(kept(consents)) })),
    },
    recipients: {
      ...policy.recipients,
      recipients: recipients.map((one) => ({ ...one, fields: one.fields.filter(kept(fields)) })),
      countries: policy.recipients.countries.filter((country) =>
        recipients.some((one) => one.countries.includes(country.code)),
      ),
    },
    clocks: policy.clocks
      .filter((clock) => !clockIds.includes(clock.id))
      .map((clock) => ({ ...clock, revised: effective })),
  }
}

/** Personalisation was about what is opened, and has grown since to what is searched for: those who agreed are asked again. */
function withoutSearches(policy: Catalogue): Catalogue {
  const [consent, field] = ['personalisation', 'search-history']
  return {
    ...policy,
    categories: policy.categories.map((category) => ({
      ...category,
      fields: category.fields.map((one) =>
        one.id === field ? { ...one, uses: one.uses.filter((use) => use.purpose !== consent) } : one,
      ),
    })),
    consents: {
      ...policy.consents,
      consents: policy.consents.consents.map((one) =>
        one.id === consent ? { ...one, fields: one.fields.filter((id) => id !== field) } : one,
      ),
    },
  }
}
