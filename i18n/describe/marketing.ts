import type { ConsentGroupView } from '#domain/consents/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { translator } from '../translator.ts'

/** All that goes off with all advertising. */
export interface MarketingWords {
  ids: string[]
  /** The group below which the button is: the one that has most of them; null where there are none. */
  group: string | null
  /** Names those in other groups; null where there are none. */
  note: string | null
}

/** Which consents are for marketing, and where the button is that switches them off. */
export function describeMarketing(locale: Locale, groups: readonly ConsentGroupView[]): MarketingWords {
  const say = translator(locale, 'consents')
  const parts = groups
    .map(({ id, consents }) => ({ id, own: consents.filter(({ marketing }) => marketing) }))
    .toSorted((one, other) => other.own.length - one.own.length)
  const all = parts.flatMap(({ own }) => own)
  const [main, ...others] = parts
  const elsewhere = others.flatMap(({ own }) => own)
  const names = elsewhere.map(({ title }) => say('in-quotes', { title })).join(', ')
  return {
    ids: all.map(({ id }) => id),
    group: all.length > 0 ? (main?.id ?? null) : null,
    note: elsewhere.length > 0 ? say('all-off-also', { names, count: elsewhere.length }) : null,
  }
}
