import { assumptions } from '#policy/assumptions.ts'
import { consequences } from '#policy/consequences.ts'
import {
  allFields,
  findBasis,
  findConsent,
  findCountry,
  findField,
  findPurpose,
  findRecipient,
  findRetention,
  findSource,
} from '#policy/find.ts'
import { heedsGpc } from '#policy/marketing.ts'
import { inventedAs, listedFields } from '#policy/origins.ts'
import type {
  AppFunction,
  Catalogue,
  Category,
  Consent,
  Field,
  Locale,
  Purpose,
  Recipient,
  Text,
} from '#policy/schema.ts'
import { automatedDecisions } from './automated-content.ts'
import {
  type CategoryContent,
  type ConsentContent,
  type FieldContent,
  type Point,
  type PolicyContent,
  type PurposeContent,
  policyTexts,
  type RecipientClassContent,
  type RecipientContent,
} from './content-schema.ts'
import { markOf, operatorContent } from './operator-content.ts'

/** A policy in one language, with the references between its parts resolved. */
export function policyContent(policy: Catalogue, locale: Locale): PolicyContent {
  const { consents, duties } = policy
  const points = (list: readonly Said[]) => list.map((one) => point(one, locale))
  return {
    title: policy.policy.title[locale],
    lede: policy.policy.lede[locale],
    texts: texts(policy, locale),
    effectiveMark: markOf(policy.policy.origins?.effective),
    invented: invented(policy),
    operator: operatorContent(policy, locale),
    categories: policy.categories.map((category) => categoryContent(policy, category, locale)),
    bases: policy.bases.map(({ id, title, sentence, citation }) => ({
      id,
      title: title[locale],
      sentence: sentence[locale],
      citation: citation?.[locale] ?? null,
    })),
    purposes: policy.purposes.map((purpose) => purposeContent(policy, purpose, locale)),
    recipientClasses: recipientClasses(policy, locale),
    consentGroups: consents.groups.map(({ id, title, description, ...marks }) => ({
      id,
      title: title[locale],
      mark: inventedAs(marks),
      description: description[locale],
      consents: consents.consents
        .filter((consent) => consent.group === id)
        .map((consent) => consentContent(policy, consent, locale)),
    })),
    unrefusable: consents.unrefusable.map(({ id, title, reason, basis, ...marks }) => ({
      id,
      title: title[locale],
      reason: reason[locale],
      basis: findBasis(policy, basis).title[locale],
      mark: inventedAs(marks),
    })),
    refusal: points(duties.refusal),
    automatedDecisions: automatedDecisions(policy, locale),
    clocks: policy.clocks.map(({ id, title, amount, unit, starts, source, revised, ...marks }) => ({
      id,
      title: title[locale],
      amount,
      unit,
      starts: starts ?? null,
      source: source[locale],
      revised,
      mark: inventedAs(marks),
    })),
    minors: points(duties.minors),
    promises: points(duties.promises),
    duties: points(duties.duties),
    rights: duties.rights.map(({ id, title, text, citation }) => ({
      id,
      title: title[locale],
      text: text[locale],
      citation: citation[locale],
    })),
    escalation: duties.escalation.map((one) => ({ ...point(one, locale), title: one.title[locale] })),
  }
}

type Said = { id: string; text: Text } & Parameters<typeof inventedAs>[0]

const point = ({ id, text, ...marks }: Said, locale: Locale): Point => ({
  id,
  text: text[locale],
  mark: inventedAs(marks),
})

function texts({ policy }: Catalogue, locale: Locale): PolicyContent['texts'] {
  const said = policyTexts.flatMap((id) => {
    const text = policy[id]
    const origin = policy.origins?.[id]
    return text ? [[id, { id, text: text[locale], mark: markOf(origin) }] as const] : []
  })
  return Object.fromEntries(said)
}

function invented(policy: Catalogue): PolicyContent['invented'] {
  const kinds = assumptions(policy).map((one) => one.kind)
  const count = (kind: (typeof kinds)[number]) => kinds.filter((one) => one === kind).length
  return { assumption: count('assumption'), departure: count('departure') }
}

function categoryContent(policy: Catalogue, category: Category, locale: Locale): CategoryContent {
  return {
    id: category.id,
    title: category.title[locale],
    description: category.description[locale],
    arrival: category.arrival[locale],
    fields: category.fields.map((field) => fieldContent(policy, field, locale)),
  }
}

function fieldContent(policy: Catalogue, field: Field, locale: Locale): FieldContent {
  const retention = findRetention(policy, field.retention)
  return {
    id: field.id,
    number: field.number <= listedFields ? field.number : null,
    title: field.title[locale],
    hint: field.hint?.[locale] ?? null,
    source: findSource(policy, field.source).title[locale],
    uses: field.uses.map((use) => ({
      purpose: findPurpose(policy, use.purpose).title[locale],
      basis: findBasis(policy, use.basis).title[locale],
      mark: inventedAs(use),
    })),
    sensitivity: field.sensitivity,
    retention: retention.clause[locale],
    retentionMark: inventedAs(retention),
    recipients: field.recipients.map((id) => findRecipient(policy, id).name[locale]),
    consent: field.consent ? findConsent(policy, field.consent).title[locale] : null,
    mark: inventedAs(field),
  }
}

function purposeContent(policy: Catalogue, purpose: Purpose, locale: Locale): PurposeContent {
  return {
    id: purpose.id,
    title: purpose.title[locale],
    description: purpose.description[locale],
    basis: findBasis(policy, purpose.basis).title[locale],
    refusable: purpose.refusable,
    fields: allFields(policy).filter((field) => field.uses.some((use) => use.purpose === purpose.id)).length,
    mark: inventedAs(purpose),
  }
}

function recipientClasses(policy: Catalogue, locale: Locale): RecipientClassContent[] {
  const { classes, recipients } = policy.recipients
  return classes.map(({ id, title, description, direction, ...marks }) => ({
    id,
    title: title[locale],
    description: description[locale],
    direction,
    recipients: recipients
      .filter((recipient) => recipient.class === id)
      .map((recipient) => recipientContent(policy, recipient, locale)),
    mark: inventedAs(marks),
  }))
}

function recipientContent(policy: Catalogue, recipient: Recipient, locale: Locale): RecipientContent {
  return {
    id: recipient.id,
    name: recipient.name[locale],
    receives: recipient.receives[locale],
    direction: recipient.direction,
    basis: findBasis(policy, recipient.basis).title[locale],
    consent: recipient.consent ? findConsent(policy, recipient.consent).title[locale] : null,
    fields: recipient.fields.map((id) => findField(policy, id).title[locale]),
    countries: recipient.countries.map((code) => {
      const { name, adequate, ...marks } = findCountry(policy, code)
      const abroad = code !== policy.policy.jurisdiction
      return { name: name[locale], abroad, adequate, mark: inventedAs(marks) }
    }),
    transferGround: recipient.transferGround?.[locale] ?? null,
    mark: inventedAs(recipient),
  }
}

function consentContent(policy: Catalogue, consent: Consent, locale: Locale): ConsentContent {
  const { stops, keeps } = consequences(policy, consent.id)
  const named = ({ title, ...marks }: AppFunction) => ({ title: title[locale], mark: inventedAs(marks) })
  return {
    id: consent.id,
    title: consent.title[locale],
    allows: consent.allows[locale],
    whileOff: consent.whileOff[locale],
    stops: stops.map(named),
    keeps: keeps.map(named),
    validity: consent.validity,
    obeyWithinMinutes: consent.obeyWithinMinutes,
    lockable: consent.lockedBy !== undefined,
    gpc: heedsGpc(policy, consent),
    mark: inventedAs(consent),
  }
}
