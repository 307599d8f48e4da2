import { findClock, findRequestRight } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { Locale } from '#policy/locale.ts'
import type { RightKind } from '#policy/request-kinds.ts'
import { confirmedKinds, type RightView } from './schema.ts'

/** What a customer may ask for, in the catalogue's order. */
export const rights = (locale: Locale): RightView[] =>
  (catalogue().requests ?? []).map(({ id }) => rightOf(id, locale))

/** One right, in the reader's language. */
export function rightOf<Kind extends RightKind>(kind: Kind, locale: Locale): RightView<Kind> {
  const { group, wish, happens, title, citation, clock } = findRequestRight(catalogue(), kind)
  const { amount, unit, starts, own, source, assumption } = findClock(catalogue(), clock)
  return {
    kind,
    group,
    wish: wish[locale],
    happens: happens[locale],
    title: title[locale],
    citation: citation[locale],
    needsCode: confirmedKinds.some((one) => one === kind),
    clock: {
      amount,
      unit,
      starts: starts ?? null,
      own: own ?? false,
      source: assumption && !own ? source[locale] : null,
    },
  }
}
