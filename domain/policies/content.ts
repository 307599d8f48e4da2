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
import type { Catalogue, Category, Consent, Field, Locale, Purpose, Recipient } from '#policy/schema.ts'
import type {
  CategoryContent,
  ConsentContent,
  FieldContent,
  OperatorContent,
  PolicyContent,
  PurposeContent,
  RecipientClassContent,
  RecipientContent,
} from './schema.ts'

/** A policy in one language, with the references between its parts resolved. */
export function policyContent(policy: Catalogue, locale: Locale): PolicyContent {
  const { consents, duties } = policy
  const points = (list: readonly { id: string; text: Record<Locale, string> }[]) =>
    list.map(({ id, text }) => ({ id, text: text[locale] }))
  return {
    ...texts(policy, locale),
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
    consentGroups: consents.groups.map(({ id, title, description }) => ({
      id,
      title: title[locale],
      description: description[locale],
      consents: consents.consents
        .filter((consent) => consent.group === id)
        .map((consent) => consentContent(policy, consent, locale)),
    })),
    unrefusable: consents.unrefusable.map(({ id, title, reason, basis }) => ({
      id,
      title: title[locale],
      reason: reason[locale],
      basis: findBasis(policy, basis).title[locale],
    })),
    refusal: points(duties.refusal),
    clocks: policy.clocks.map(({ id, title, amount, unit, source, revised, assumption }) => ({
      id,
      title: title[locale],
      amount,
      unit,
      source: source[locale],
      revised,
      assumed: assumption === true,
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
    escalation: duties.escalation.map(({ id, title, text }) => ({
      id,
      title: title[locale],
      text: text[locale],
    })),
  }
}

function texts({ policy }: Catalogue, locale: Locale) {
  return {
    title: policy.title[locale],
    lede: policy.lede[locale],
    definition: policy.definition[locale],
    sharingRule: policy.sharingRule[locale],
    crossBorder: policy.crossBorder[locale],
    storage: policy.storage[locale],
    thirdPersons: policy.thirdPersons[locale],
  }
}

function operatorContent({ operator }: Catalogue, locale: Locale): OperatorContent {
  return {
    name: operator.name[locale],
    bin: operator.bin.value,
    address: operator.address[locale],
    phones: operator.phones.map(({ id, number, label }) => ({
      id,
      number,
      label: label[locale],
      urgent: id === operator.urgentPhone,
    })),
    responsible: { title: operator.responsible.title[locale], email: operator.responsible.email },
    regulator: operator.regulator[locale],
  }
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
  return {
    id: field.id,
    number: field.number,
    title: field.title[locale],
    hint: field.hint?.[locale] ?? null,
    source: findSource(policy, field.source).title[locale],
    uses: field.uses.map((use) => ({
      purpose: findPurpose(policy, use.purpose).title[locale],
      basis: findBasis(policy, use.basis).title[locale],
    })),
    sensitivity: field.sensitivity,
    retention: findRetention(policy, field.retention).clause[locale],
    recipients: field.recipients.map((id) => findRecipient(policy, id).name[locale]),
    consent: field.consent ? findConsent(policy, field.consent).title[locale] : null,
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
  }
}

function recipientClasses(policy: Catalogue, locale: Locale): RecipientClassContent[] {
  const { classes, recipients } = policy.recipients
  return classes.map(({ id, title, description, direction }) => ({
    id,
    title: title[locale],
    description: description[locale],
    direction,
    recipients: recipients
      .filter((recipient) => recipient.class === id)
      .map((recipient) => recipientContent(policy, recipient, locale)),
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
      const { name, adequate } = findCountry(policy, code)
      return { name: name[locale], abroad: code !== policy.policy.jurisdiction, adequate }
    }),
    transferGround: recipient.transferGround?.[locale] ?? null,
  }
}

function consentContent(policy: Catalogue, consent: Consent, locale: Locale): ConsentContent {
  const { stops, keeps } = consequences(policy, consent.id)
  return {
    id: consent.id,
    title: consent.title[locale],
    allows: consent.allows[locale],
    whileOff: consent.whileOff[locale],
    stops: stops.map((one) => one.title[locale]),
    keeps: keeps.map((one) => one.title[locale]),
    validity: consent.validity,
    obeyWithinMinutes: consent.obeyWithinMinutes,
    lockable: consent.lockedBy !== undefined,
    gpc: consent.gpc,
  }
}
