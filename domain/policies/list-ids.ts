import { allFields } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { verb } from '../verb.ts'
import type { IdsView } from './schema.ts'

/**
 * The ids by which systems name what the policy has, with titles in the reader's language. It does not use the database.
 */
export const listIds = verb('policies:show', ({ locale }): IdsView => {
  const policy = catalogue()
  return {
    consents: policy.consents.consents.map(({ id, title }) => ({ id, title: title[locale] })),
    fields: allFields(policy).map(({ id, title }) => ({ id, title: title[locale] })),
    recipients: policy.recipients.recipients.map(({ id, name, collective = false }) => ({
      id,
      title: name[locale],
      collective,
    })),
    purposes: policy.purposes.map(({ id, title }) => ({ id, title: title[locale] })),
    automatedDecisions: policy['automated-decisions'].map(({ id, title, factors, outcomes }) => ({
      id,
      title: title[locale],
      factors: factors.map((one) => one.id),
      outcomes: outcomes.map((one) => one.outcome),
    })),
  }
})
