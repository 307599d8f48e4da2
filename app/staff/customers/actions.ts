'use server'

import { refusalOf } from '#api/errors.ts'
import { requireStaff } from '#api/staff/context.ts'
import type { SearchState } from '#components/looks/customer-search.tsx'
import { findCustomer } from '#domain/looks/find-customer.ts'
import { longDate } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'

/** Finds one customer by what was typed whole. What was typed stays in the form, and in no address. */
export async function find(_: SearchState, form: FormData): Promise<SearchState> {
  const { ctx } = await requireStaff('customers:find')
  const query = String(form.get('query') ?? '')
  const say = translator(ctx.locale, 'looks')
  try {
    const { found } = await findCustomer(ctx, { query })
    const complaints = found?.complaints.map(({ reference, dueOn }) => ({
      reference,
      title: say('reference', { reference }),
      due: say('search.due', { date: longDate(ctx.locale, dueOn, 'until') }),
    }))
    return { query, found: found && { name: found.name, complaints: complaints ?? [] } }
  } catch (error) {
    return { query, error: refusalOf(error, ctx.locale, ctx.requestId).message }
  }
}
