import { findPhone } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'

/** The bank as a reader meets it: its name and how to reach a person. */
export interface OperatorView {
  name: string
  address: string
  /** Who answers for personal data. */
  email: string
  phones: { id: string; number: string; label: string }[]
  /** The line for "someone used my account". */
  urgentPhone: string
}

/** Who answers for the data, in the reader's language: open to anyone, on every page, and read from the catalogue alone. */
export function operator({ locale }: { locale: Locale }): OperatorView {
  const { operator: bank } = catalogue()
  return {
    name: bank.name[locale],
    address: bank.address[locale],
    email: bank.responsible.email,
    phones: bank.phones.map(({ id, number, label }) => ({ id, number, label: label[locale] })),
    urgentPhone: findPhone(catalogue(), bank.urgentPhone).number,
  }
}
