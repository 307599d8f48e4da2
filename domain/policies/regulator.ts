import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import { inventedAs } from '#policy/origins.ts'
import type { Mark } from './content-schema.ts'

/** The regulator, and how to reach it where the catalogue says so. */
export interface RegulatorView {
  name: string
  contacts: { address: string; phone: string; site: string; mark: Mark } | null
}

/** The regulator in the reader's language. */
export function regulator({ locale }: { locale: Locale }): RegulatorView {
  const { regulator: name, regulatorContacts: contacts } = catalogue().operator
  return {
    name: name[locale],
    contacts: contacts
      ? {
          address: contacts.address[locale],
          phone: contacts.phone,
          site: contacts.site,
          mark: inventedAs(contacts),
        }
      : null,
  }
}
