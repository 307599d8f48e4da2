import { inventedAs, type Origin } from '#policy/origins.ts'
import type { Catalogue, Locale } from '#policy/schema.ts'
import type { Mark, OperatorContent } from './content-schema.ts'

export const markOf = (origin: Origin | undefined): Mark => (origin === 'stated' ? null : (origin ?? null))

/** Who answers for the data, and how to reach them, in one language. */
export function operatorContent({ operator }: Catalogue, locale: Locale): OperatorContent {
  const { bin, responsible, regulator, regulatorContacts: contacts, origins } = operator
  return {
    name: operator.name[locale],
    bin: bin.value,
    binMark: inventedAs(bin),
    address: operator.address[locale],
    phones: operator.phones.map(({ id, number, label, hours }) => ({
      id,
      number,
      label: label[locale],
      hours: hours ? { text: hours.text[locale], mark: inventedAs(hours) } : null,
    })),
    responsible: {
      title: responsible.title[locale],
      email: responsible.email,
      mark: inventedAs(responsible),
    },
    regulator: { id: 'regulator', text: regulator[locale], mark: markOf(origins?.regulator) },
    regulatorContacts: contacts
      ? {
          address: contacts.address[locale],
          phone: contacts.phone,
          site: contacts.site,
          mark: inventedAs(contacts),
        }
      : null,
    site: operator.site,
  }
}
