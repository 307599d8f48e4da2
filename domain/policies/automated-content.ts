import { findBasis, findConsent, findField, findPurpose } from '#policy/find.ts'
import { inventedAs } from '#policy/origins.ts'
import type { Catalogue, Locale } from '#policy/schema.ts'
import type { AutomatedDecisionContent } from './content-schema.ts'

/** What a policy says of the decisions that programs take, in one language. */
export const automatedDecisions = (policy: Catalogue, locale: Locale): AutomatedDecisionContent[] =>
  policy['automated-decisions'].map((one) => ({
    id: one.id,
    title: one.title[locale],
    decides: one.decides[locale],
    effect: one.effect[locale],
    factors: one.factors.map(({ id, title, fields }) => ({
      id,
      title: title[locale],
      fields: fields.map((field) => findField(policy, field).title[locale]),
    })),
    purpose: findPurpose(policy, one.purpose).title[locale],
    basis: findBasis(policy, one.basis).title[locale],
    consent: one.consent ? findConsent(policy, one.consent).title[locale] : null,
    ground: one.ground[locale],
    reviewer: one.reviewer[locale],
    mark: inventedAs(one),
  }))
