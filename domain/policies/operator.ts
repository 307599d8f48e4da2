import { findPhone } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'

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

/** Who answers for the data, in the reader's language. Asks no database: it stands on every page. */
export function operator(ctx: Pick<Ctx, 'actor' | 'locale'>): OperatorView {
  requirePermission(ctx, 'policies:show')
  const { operator: bank } = catalogue()
  return {
    name: bank.name[ctx.locale],
    address: bank.address[ctx.locale],
    email: bank.responsible.email,
    phones: bank.phones.map(({ id, number, label }) => ({ id, number, label: label[ctx.locale] })),
    urgentPhone: findPhone(catalogue(), bank.urgentPhone).number,
  }
}
