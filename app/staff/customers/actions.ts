'use server'

import { staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import type { Find } from '#components/looks/customer-search.tsx'
import { findCustomer } from '#domain/looks/find-customer.ts'
import { longDate } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'

/** Finds one customer by a whole number. The number stays in the form and never gets into an address. */
export const find: Find = async (_, form) => {
  const query = String(form.get('query') ?? '')
  return submit(form, findCustomer, () => ({ query }), {
    from: staffContext,
    tell: ({ found, shared }, { ctx: { locale } }) => {
      const say = translator(locale, 'looks')
      const complaints = found?.complaints.map(({ reference, dueOn }) => ({
        reference,
        title: say('reference', { reference }),
        due: say('search.due', { date: longDate(locale, dueOn, 'since') }),
      }))
      const customer = found && { search: found.search, name: found.name, complaints: complaints ?? [] }
      return { shown: { query, customer, shared } }
    },
  })
}
