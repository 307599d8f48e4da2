import { type DisclosuresView, type DisclosureView, type Named, periods } from '#domain/recipients/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, countryName, lowerFirst, nearDate, number } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { nameOf } from './mentioned.ts'
import { exactly, listed } from './recipients.ts'

/** A row of the table of disclosures in words. */
export interface DisclosureWords {
  id: string
  iso: string
  date: string
  time: string
  recipient: string
  recipientId: string
  /** Who exactly it was, or that it was not said; null where the recipient is the exact one. */
  exact: string | null
  abroad: string | null
  what: string
  why: string
  /** The name of the link to a request about it. */
  askLabel: string
}

/** A page of disclosures in words, with what its filter offers. */
export interface DisclosuresWords {
  filter: DisclosuresView['filter']
  options: { recipients: Named[]; bases: Named[]; periods: Named[] }
  rows: DisclosureWords[]
  /** Why there is no row; null when there are rows. */
  empty: string | null
  total: string
  /** The period shown. */
  period: string
  continued: boolean
  next: string | null
}

export function describeDisclosures(locale: Locale, view: DisclosuresView, now: Date): DisclosuresWords {
  const say = translator(locale, 'recipients')
  const { filter, choices, total, continued, next } = view
  return {
    filter,
    options: {
      recipients: choices.recipients.map((one) => ({ ...one, title: nameOf(locale, one) })),
      bases: choices.bases,
      periods: periods.map((id) => ({ id, title: say(`told.periods.${id}`) })),
    },
    rows: view.disclosures.map((row) => describeDisclosure(say, locale, row, now)),
    empty: view.disclosures.length > 0 ? null : whyEmpty(say, filter),
    total: say('told.total', { count: number(locale, total) }),
    period: say(`told.periods.${filter.period}`),
    continued,
    next,
  }
}

function describeDisclosure(
  say: Say<'recipients'>,
  locale: Locale,
  view: DisclosureView,
  now: Date,
): DisclosureWords {
  const { id, at, recipient, to, unnamed, fields, purpose, basis } = view
  const date = nearDate(locale, at, now)
  return {
    id,
    iso: at.toISOString(),
    date,
    time: clockTime(at),
    recipient: nameOf(locale, recipient),
    recipientId: recipient.id,
    exact: to ? exactly(say, locale, to, !to.abroad) : unnamed ? say('told.unnamed') : null,
    abroad: abroadOf(say, locale, view),
    what: listed(fields.map((field) => nameOf(locale, field))),
    why: say('told.why-text', {
      purpose: nameOf(locale, purpose),
      basis: lowerFirst(nameOf(locale, basis)),
    }),
    askLabel: say('told.ask-of', { name: nameOf(locale, recipient), date }),
  }
}

/** The country outside Kazakhstan; that there are several, where it was not said which. */
function abroadOf(
  say: Say<'recipients'>,
  locale: Locale,
  { recipient: { abroad }, to }: DisclosureView,
): string | null {
  if (to) return to.abroad ? countryName(locale, to.country) : null
  return abroad.length > 1 ? say('told.abroad') : (abroad[0] ?? null)
}

function whyEmpty(say: Say<'recipients'>, { recipient, basis, period }: DisclosuresView['filter']): string {
  if (recipient || basis || period === 'year') return say('told.empty-filter')
  return say(period === 'all' ? 'told.empty' : 'told.empty-90')
}
