import { allFields } from '#catalogue/find.ts'
import { catalogue } from '#catalogue/load.ts'
import type { Locale, Text } from '#catalogue/schema.ts'
import type { About, Subject } from './schema.ts'

/** Everything a complaint can be about, in the catalogue's order. */
export function subjects(kind: About['kind'], locale: Locale): Subject[] {
  return named(kind).map(({ id, title }) => ({ kind, id, title: title[locale] }))
}

/** What it is called; null when the catalogue has no such thing. */
export const findSubject = (about: About, locale: Locale): Subject | null =>
  subjects(about.kind, locale).find(({ id }) => id === about.id) ?? null

function named(kind: About['kind']): { id: string; title: Text }[] {
  const { consents, recipients } = catalogue()
  switch (kind) {
    case 'field':
      return allFields(catalogue())
    case 'consent':
      return consents.consents
    case 'recipient':
      return recipients.recipients.map(({ id, name }) => ({ id, title: name }))
  }
}
