import { allFields, findBasis, findPurpose, findRecipient } from '#policy/find.ts'
import { type Catalogue, type Field, homeCountry, type Locale } from '#policy/schema.ts'
import { searchable } from '#policy/searchable.ts'
import { consentStateOf, type StateHead } from '../consents/rules.ts'
import type { DecisionView } from '../consents/schema.ts'
import type { RestrictionView } from '../restrictions/schema.ts'
import type { ConsentStateView, FieldRecipient, FilterName, HoldingFilters, UseView } from './schema.ts'

/** The customer's latest decision about each consent. */
export type Decisions = ReadonlyMap<string, StateHead & Pick<DecisionView, 'at'>>

/** The state of the consent without which the bank may not hold the field; null when it needs none. */
export function requiredConsent(field: Field, decisions: Decisions, now: Date): ConsentStateView | null {
  if (!field.consent) return null
  const decision = decisions.get(field.consent)
  return { id: field.consent, state: consentStateOf(decision, now), decidedAt: decision?.at ?? null }
}

/** The uses of the field. A use by consent is live while a consent for that purpose that names the field is given. */
export function usesOf(
  catalogue: Catalogue,
  field: Field,
  locale: Locale,
  isOn: (consent: string) => boolean,
): UseView[] {
  return field.uses.map((use) => {
    const purpose = findPurpose(catalogue, use.purpose)
    const covering = catalogue.consents.consents.filter(
      (consent) => consent.purpose === use.purpose && consent.fields.includes(field.id),
    )
    return {
      purpose: purpose.id,
      title: purpose.title[locale],
      clause: purpose.clause[locale],
      basis: use.basis,
      basisTitle: findBasis(catalogue, use.basis).title[locale],
      live: use.basis !== 'consent' || covering.some((consent) => isOn(consent.id)),
    }
  })
}

/** The recipients of the field. A recipient by consent is live while a consent by which it gets the field is given. */
export function recipientsOf(
  catalogue: Catalogue,
  field: Field,
  locale: Locale,
  isOn: (consent: string) => boolean,
): FieldRecipient[] {
  const countryName = (code: string) =>
    catalogue.recipients.countries.find((country) => country.code === code)?.name[locale] ?? code
  const given = catalogue.consents.consents.filter((one) => isOn(one.id) && one.fields.includes(field.id))
  return field.recipients.map((id) => {
    const recipient = findRecipient(catalogue, id)
    const byConsent = recipient.consent !== undefined && isOn(recipient.consent)
    return {
      id,
      name: recipient.name[locale],
      abroad: recipient.countries.filter((code) => code !== homeCountry).map(countryName),
      basis: recipient.basis,
      live: !recipient.consent || byConsent || given.some((one) => one.recipients.includes(id)),
    }
  })
}

/** What of uses or recipients goes on while the field is restricted: what rests on a ground that remains. */
export const remainingOf = <One extends { basis: string; live: boolean }>(
  all: One[],
  restriction: Pick<RestrictionView, 'allowed'> | null,
): One[] =>
  restriction
    ? all.map((one) => ({
        ...one,
        live: one.live && restriction.allowed.some((ground) => ground === one.basis),
      }))
    : all

/** The filters whose value is not an id of the catalogue. @param former fields held that it has no longer. */
export function unknownFilters(
  catalogue: Catalogue,
  filters: HoldingFilters,
  former: readonly { field: Field; category: { id: string } }[] = [],
): FilterName[] {
  const known: Record<FilterName, readonly { id: string }[]> = {
    source: catalogue.sources,
    purpose: catalogue.purposes,
    recipient: catalogue.recipients.recipients,
    category: [...catalogue.categories, ...former.map(({ category }) => category)],
    field: [...allFields(catalogue), ...former.map(({ field }) => field)],
  }
  const names: FilterName[] = ['source', 'purpose', 'recipient', 'category', 'field']
  return names.filter((name) => filters[name] !== '' && !known[name].some(({ id }) => id === filters[name]))
}

/** Whether a field passes the filters: field, source, purpose, recipient, and every word of the search. */
export function passes(field: Field, filters: HoldingFilters, locale: Locale): boolean {
  if (filters.field !== '' && field.id !== filters.field) return false
  if (filters.source !== '' && field.source !== filters.source) return false
  if (filters.purpose !== '' && !field.uses.some((use) => use.purpose === filters.purpose)) return false
  if (filters.recipient !== '' && !field.recipients.includes(filters.recipient)) return false
  const name = searchable(`${field.title[locale]} ${field.hint?.[locale] ?? ''}`)
  return searchable(filters.q)
    .split(' ')
    .every((word) => name.includes(word))
}
