'use server'

import type { Route } from 'next'
import { staffContext } from '#api/staff/context.ts'
import { submit } from '#app/submit.ts'
import type { Find } from '#components/looks/customer-search.tsx'
import type { Ctx } from '#domain/context.ts'
import { findCustomer } from '#domain/looks/find-customer.ts'
import type { FoundCustomer } from '#domain/looks/schema.ts'
import { longDate, moment } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'

/** Finds one customer by a whole number. The number stays in the form and never gets into an address. */
export const find: Find = async (_, form) => {
  const query = String(form.get('query') ?? '')
  return submit(form, findCustomer, () => ({ query }), {
    from: staffContext,
    tell: ({ found, shared }, { ctx }) => {
      const customer = found && { search: found.search, name: found.name, grounds: groundsOf(found, ctx) }
      return { shown: { query, customer, shared } }
    },
  })
}

/** What a look can be asked for: the open contacts, of the last day, then the open complaints. */
function groundsOf({ complaints, contacts }: FoundCustomer, { locale, now }: Ctx) {
  const say = translator(locale, 'looks')
  const contact = translator(locale, 'contacts')
  const lookAt = (by: 'complaint' | 'contact', reference: string): Route =>
    `/staff/looks/new?${by}=${encodeURIComponent(reference)}`
  return [
    ...contacts.map(({ reference, kind, openUntil }) => ({
      reference,
      href: lookAt('contact', reference),
      title: contact('label', { reference, kind: contact(`kind.${kind}`) }),
      note: contact('state.open', { time: moment(locale, openUntil, now) }),
    })),
    ...complaints.map(({ reference, dueOn }) => ({
      reference,
      href: lookAt('complaint', reference),
      title: say('reference', { reference }),
      note: dueOn
        ? say('search.due', { date: longDate(locale, dueOn, 'since') })
        : translator(locale, 'complaints')('clock.unknown-note'),
    })),
  ]
}
