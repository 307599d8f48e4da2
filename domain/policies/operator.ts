import { findPhone } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'

/** The bank's name and contacts. */
export interface OperatorView {
  name: string
  address: string
  /** The e-mail of the person responsible for personal data. */
  email: string
  phones: { id: string; number: string; label: string }[]
  /** The line for "someone used my account". */
  urgentPhone: string
}

/**
 * The bank's name and contacts in the reader's language. Every page shows them; they come from the catalogue alone.
 * @param policy today's, unless told otherwise
 */
export function operator({ locale }: { locale: Locale }, policy = catalogue()): OperatorView {
  const { operator: bank } = policy
  return {
    name: bank.name[locale],
    address: bank.address[locale],
    email: bank.responsible.email,
    phones: bank.phones.map(({ id, number, label }) => ({ id, number, label: label[locale] })),
    urgentPhone: findPhone(policy, bank.urgentPhone).number,
  }
}
