import type { Catalogue, Consent } from '#policy/schema.ts'

/** What a consent allows: which fields, for what purpose, to whom and in which countries. By ids; their order means nothing. */
export interface Extent {
  purpose: string
  fields: readonly string[]
  recipients: readonly { id: string; countries: readonly string[] }[]
}

/** What an extent allows that an earlier one did not. */
export interface Growth {
  /** The purpose, if it is another one. */
  purposes: string[]
  fields: string[]
  recipients: string[]
  /** The countries of recipients that were there before. */
  countries: { recipient: string; country: string }[]
}

/** The extent of a consent under the policy that has it. */
export function extentOf({ recipients: { recipients } }: Catalogue, consent: Consent): Extent {
  return {
    purpose: consent.purpose,
    fields: consent.fields,
    recipients: consent.recipients.map((id) => ({
      id,
      countries: recipients.find((one) => one.id === id)?.countries ?? [],
    })),
  }
}

/**
 * What `after` allows beyond `before`. A country counts for each recipient: one that moves to a country in which another
 * recipient already is takes the data to where the customer did not agree to its taking them.
 * @param before null where nothing is known to have been agreed to; then all of it is growth.
 */
export function growthOf(before: Extent | null, after: Extent): Growth {
  const known = new Map(before?.recipients.map(({ id, countries }) => [id, new Set(countries)]))
  const fields = new Set(before?.fields)
  return {
    purposes: before?.purpose === after.purpose ? [] : [after.purpose],
    fields: [...new Set(after.fields)].filter((field) => !fields.has(field)),
    recipients: [...new Set(after.recipients.map(({ id }) => id))].filter((id) => !known.has(id)),
    countries: after.recipients.flatMap(({ id: recipient, countries }) =>
      [...new Set(countries)]
        .filter((country) => known.get(recipient)?.has(country) === false)
        .map((country) => ({ recipient, country })),
    ),
  }
}

export const hasGrown = (growth: Growth): boolean => Object.values(growth).some(({ length }) => length > 0)
