import type { CategoryView, FieldView, HoldingsView } from '#domain/holdings/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { lowerFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { describeField, describeThread, type FieldWords, type ThreadWords } from './holdings.ts'
import { describeRestriction, type RestrictionWords } from './restrictions.ts'

/** "My data" in words: the rows of the page, and what the page leaves out of each category. */
export interface HoldingsWords {
  totals: string
  categories: CategoryWords[]
}

export interface CategoryWords {
  id: string
  title: string
  note: string
  /** The id of one of the consents, for a category of permissions; otherwise null. */
  consent: string | null
  /** The sentence for a category of which nothing is held. */
  empty: string | null
  rows: RowWords[]
  /** The sentences about what the page leaves out, each a link to the whole category. */
  others: string[]
}

export interface RowWords extends FieldWords {
  field: FieldView
  /** Null where nothing is held. */
  thread: ThreadWords | null
  /** Null unless the use of the field is restricted. */
  restriction: RestrictionWords | null
  /** Whether the row is open. */
  open: boolean
}

/** How many rows of a category the page shows, of what is held and of what is not; a link leads to all. */
const shownRows = { held: 3, absent: 1 }

export const describeHoldings = (locale: Locale, view: HoldingsView): HoldingsWords => ({
  totals: describeTotals(locale, view),
  categories: view.categories.map((category) => describeCategory(locale, view, category)),
})

function describeCategory(locale: Locale, view: HoldingsView, category: CategoryView): CategoryWords {
  const say = translator(locale, 'holdings')
  const { id, title, fields, permissions, whenEmpty } = category
  const { filtered, filters } = view
  const held = fields.filter((field) => field.held !== null)
  const absent = fields.filter((field) => field.held === null)
  const empty = held.length === 0 && !filtered && !permissions?.on
  const shownAbsent = withRestricted(absent, empty ? -1 : shownRows.absent)
  const shown = filtered ? fields : [...withRestricted(held, shownRows.held), ...shownAbsent]
  const rest = (all: FieldView[]) => all.filter((field) => !shown.includes(field))
  return {
    id,
    title,
    note: filtered ? category.arrival : noteOf(say, category),
    consent: permissions && !filtered ? (fields[0]?.consent?.id ?? null) : null,
    empty: empty ? whenEmpty : null,
    rows: shown.map((field) => ({
      field,
      ...describeField(locale, field),
      thread: field.held && describeThread(locale, { ...field, held: field.held }),
      restriction: field.restriction && describeRestriction(locale, field.restriction),
      open: filters.field === field.id,
    })),
    others: [
      ...left(say, 'more.held', rest(held)),
      ...left(say, empty ? 'category.could-hold' : 'more.absent', rest(absent)),
    ],
  }
}

/** The first few rows. If only one more is left, it is shown too. */
const firstOf = <Item>(items: Item[], few: number): Item[] =>
  items.length <= few + 1 ? items : items.slice(0, few)

/** The first few rows, and after them each that is restricted: a mark that nobody sees tells nothing. */
const withRestricted = (fields: FieldView[], few: number): FieldView[] => {
  const first = firstOf(fields, few)
  return [...first, ...fields.filter((field) => field.restriction !== null && !first.includes(field))]
}

function noteOf(say: Say<'holdings'>, { held, arrival, permissions }: CategoryView): string {
  if (permissions) return say('category.permissions', permissions)
  return held > 0 ? say('category.count', { held, arrival }) : say('category.empty')
}

const left = (
  say: Say<'holdings'>,
  key: 'more.held' | 'more.absent' | 'category.could-hold',
  fields: FieldView[],
): string[] =>
  fields.length === 0
    ? []
    : [say(key, { count: fields.length, titles: someTitles(fields.map((field) => field.title)) })]

/** The number of held fields and of empty categories; with a filter, of those that it finds. */
export function describeTotals(
  locale: Locale,
  { totals, filtered }: Pick<HoldingsView, 'totals' | 'filtered'>,
): string {
  const say = translator(locale, 'holdings')
  if (filtered) return totals.held + totals.absent > 0 ? say('status.found', totals) : say('status.nothing')
  const held = totals.held > 0 ? say('status.held', totals) : say('status.none')
  return `${held} ${say('status.empty', { empty: totals.emptyCategories })}`
}

/** «туған күні, жалақы, IP мекенжайы…»: three titles of many. */
export function someTitles(titles: string[]): string {
  const shown = titles.length > 4 ? titles.slice(0, 3) : titles
  return shown.map(lowerFirst).join(', ') + (shown.length < titles.length ? '…' : '')
}
