import type { Spray, SpraysView } from '#domain/sessions/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { moment } from '../format.ts'
import { translator } from '../translator.ts'

/** The sprays in words. */
export interface SpraysWords {
  intro: string
  /** The tries that are counted for no address of their own; null when there are none. */
  together: string | null
  addresses: SprayList
  numbers: SprayList
}

interface SprayList {
  note: string
  none: string
  rows: SprayWords[]
}

export interface SprayWords {
  mark: string
  /** Enough of the mark to tell it from the others on the page. */
  short: string
  missed: string
  sentence: string
  onlyCounted: string | null
}

const shortLength = 10

export function describeSprays(locale: Locale, view: SpraysView, now: Date): SpraysWords {
  const say = translator(locale, 'sprays')
  const { since, countedTogether: count } = view
  const list = (of: 'addresses' | 'numbers'): SprayList => ({
    note: say(`${of}.note`, { from: view.from[of] }),
    none: say(`${of}.none`, { from: view.from[of] }),
    rows: view[of].map((spray) => describeSpray(locale, of, spray, now)),
  })
  return {
    intro: say('intro', { since: moment(locale, since, now) }),
    together: count > 0 ? say('together', { count }) : null,
    addresses: list('addresses'),
    numbers: list('numbers'),
  }
}

function describeSpray(
  locale: Locale,
  of: 'addresses' | 'numbers',
  { mark, others, missed, codesRequested, failures, onlyCounted: count, firstAt, lastAt }: Spray,
  now: Date,
): SprayWords {
  const say = translator(locale, 'sprays')
  const figures = { others, missed, codes: codesRequested, failures }
  const times = { first: moment(locale, firstAt, now), last: moment(locale, lastAt, now) }
  return {
    mark,
    short: mark.slice(0, shortLength),
    missed: say(`${of}.missed`, { missed }),
    sentence: say(`${of}.row`, { ...figures, ...times }),
    onlyCounted: count > 0 ? say('addresses.only-counted', { count }) : null,
  }
}
