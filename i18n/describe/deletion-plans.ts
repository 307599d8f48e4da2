import type { DeletionPlanView, FateView, Remaining } from '#domain/deletion-plans/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, number } from '../format.ts'
import { translator } from '../translator.ts'

/** What becomes of one kind of data, in words. */
export interface FateWords {
  field: string
  title: string
  count: string | null
  until: string | null
  /** Why it is kept: each ground with its article, and what it is kept for. */
  why: string[]
  /** The title of the consent that still allows to collect it. */
  consent: string | null
}

/** What a deletion would do, in words. */
export interface DeletionPlanWords {
  /** How many kinds of data it would erase and how many would stay. */
  counts: { gone: number; kept: number }
  gone: FateWords[]
  kept: FateWords[]
  contracts: string | null
  backups: string[]
  anonymised: string[]
  remains: string[]
}

export function describeDeletionPlan(locale: Locale, view: DeletionPlanView): DeletionPlanWords {
  const say = translator(locale, 'deletions.plan')
  const of = (fate: FateView['fate']) =>
    view.fates.filter((one) => one.fate === fate).map((one) => describeFate(locale, one))
  const [gone, kept] = [of('erased'), of('kept')]
  return {
    counts: { gone: gone.length, kept: kept.length },
    gone,
    kept: together(kept),
    contracts:
      view.contracts.length > 0 ? say('kept-contracts', { contracts: view.contracts.join(', ') }) : null,
    backups: view.backups
      ? [view.backups.text, say('backups-until', { date: longDate(locale, view.backups.until, 'until') })]
      : [],
    anonymised: [view.anonymised, say('anonymised-none')].flatMap((one) => one ?? []),
    remains: describeRemains(locale, view.remains),
  }
}

/** Those that are kept for the same reasons until the same day stand together, in the order of the first of each. */
export const together = (fates: readonly FateWords[]): FateWords[] =>
  [...Map.groupBy(fates, ({ until, why }) => JSON.stringify([until, why])).values()].flatMap((same) => {
    const [first] = same
    const names = same.map(({ title, count }) => (count ? `${title}, ${count}` : title))
    return first ? [{ ...first, title: names.join('; '), count: null }] : []
  })

/** What remains beside the values. */
export function describeRemains(locale: Locale, remains: readonly Remaining[]): string[] {
  const say = translator(locale, 'deletions.remains')
  return remains.map((one) => say(one))
}

type Described = Pick<FateView, 'field' | 'title' | 'until' | 'retention' | 'untilReplaced' | 'grounds'> &
  Partial<Pick<FateView, 'quantity' | 'consent'>>

/** What becomes of one kind of data. */
export function describeFate(locale: Locale, view: Described): FateWords {
  const say = translator(locale, 'deletions.plan')
  const { field, title, quantity, grounds, consent } = view
  const purposes = [...new Set(grounds.flatMap((ground) => ground.purposes))]
  return {
    field,
    title: title ?? field,
    count: quantity == null ? null : countOf(locale, quantity),
    until: describeUntil(locale, view),
    why: [
      ...grounds.map(({ title, citation }) => say('why', { title, citation })),
      ...(purposes.length > 0 ? [say('purposes', { purposes: purposes.join(', ') })] : []),
    ],
    consent: consent?.title ?? null,
  }
}

function describeUntil(locale: Locale, { until, retention, untilReplaced }: Described): string | null {
  const say = translator(locale, 'deletions.plan')
  if (until) return say('until', { date: longDate(locale, until, 'until') })
  if (untilReplaced) return say('until-replaced')
  return retention && say('retention', { clause: retention })
}

/** How many entries a collection has. */
export const countOf = (locale: Locale, count: number): string =>
  translator(locale, 'holdings')('quantity', { count, shown: number(locale, count) })
