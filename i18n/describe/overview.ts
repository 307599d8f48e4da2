import type {
  ChangeView,
  OpenCase,
  OverviewView,
  ReviewView,
  Suggestion,
  SuggestionId,
} from '#domain/overview/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment, nearDate, weekday } from '../format.ts'
import { translator } from '../translator.ts'
import { describeEntry, type EntryWords, markLink, splitAtLink } from './activity.ts'
import { describeRow as describeComplaintRow } from './complaints.ts'
import { nameOf } from './mentioned.ts'
import { describeNeeds, type NeedsWords } from './overview-needs.ts'
import { describeRow as describeRequestRow } from './requests.ts'
import type { StateWords } from './state-words.ts'

/** A change since the last visit in words. */
export type ChangeWords =
  | { kind: 'entry'; row: EntryWords }
  | {
      kind: 'disclosures' | 'policy'
      id: string
      when: string
      iso: string
      before: string
      link: string
      after: string
    }

/** The overview in words. */
export interface OverviewWords extends Pick<OverviewView, 'held' | 'recipients' | 'consents' | 'live'> {
  today: string
  /** What waits for the customer; null when nothing does. */
  needs: NeedsWords | null
  reviews: { consent: string; title: string; sentence: string }[]
  /** The open case whose deadline is next. */
  openCase: OpenCaseWords | null
  since: { sentence: string; changes: ChangeWords[] }
  suggestions: SuggestionWords[]
}

/** The open complaint or request whose deadline is next. */
export interface OpenCaseWords extends Pick<OpenCase, 'type' | 'id' | 'reference' | 'subject'> {
  state: StateWords
  sentence: string
  clock: { day: number; of: number; label: string } | null
  start: string
  /** The days in it are in `<b>`. */
  /** Null while the last day is not known. */
  end: { days: number; date: string; late: boolean } | null
  /** How many more are open, each kind with the link to its list. */
  others: { href: '/complaints' | '/requests'; text: string }[]
}

export function describeOverview(locale: Locale, view: OverviewView, now: Date): OverviewWords {
  const { held, recipients, consents, live, openCase, others, since } = view
  return {
    held,
    recipients,
    consents,
    live,
    today: describeToday(locale, now),
    needs: describeNeeds(locale, view, now),
    reviews: view.reviews.map((review) => ({
      consent: review.consent,
      title: review.title,
      sentence: describeReview(locale, review, now),
    })),
    openCase: openCase && {
      ...describeOpenCase(locale, openCase, now),
      ...describeEnds(locale, openCase, now),
      others: describeOthers(locale, others),
    },
    since: {
      sentence: describeSince(locale, since, now),
      changes: since.changes.map((change) => describeChange(locale, change, now)),
    },
    suggestions: view.suggestions.map((suggestion) => describeSuggestion(locale, suggestion)),
  }
}

/** «2026 жылғы 23 қараша, дүйсенбі» */
export const describeToday = (locale: Locale, now: Date): string =>
  translator(locale, 'overview')('today', { date: longDate(locale, now), weekday: weekday(locale, now) })

export function describeReview(locale: Locale, { reason, at }: ReviewView, now: Date): string {
  const say = translator(locale, 'overview')
  return say(`reviews.${reason}`, { date: nearDate(locale, at, now, 'on') })
}

function describeOpenCase(locale: Locale, view: OpenCase, now: Date) {
  const { type, id, reference, subject } = view
  const { state, sentence, clock } =
    view.type === 'request' ? describeRequestRow(locale, view, now) : describeComplaintRow(locale, view, now)
  return { type, id, reference, subject, state, sentence, clock }
}

function describeOthers(locale: Locale, others: OverviewView['others']): OpenCaseWords['others'] {
  const say = translator(locale, 'overview.case')
  return (['complaints', 'requests'] as const)
    .filter((kind) => others[kind] > 0)
    .map((kind) => ({ href: `/${kind}` as const, text: say(`more-${kind}`, { count: others[kind] }) }))
}

/** The two ends of an open case's clock. The days in the second are in `<b>`. */
export function describeEnds(
  locale: Locale,
  { type, receivedAt, dueOn, progress }: Pick<OpenCase, 'type' | 'receivedAt' | 'dueOn' | 'progress'>,
  now: Date,
): Pick<OpenCaseWords, 'start' | 'end'> {
  const say = translator(locale, 'overview')
  const daysLeft = progress?.daysLeft ?? 0
  const late = daysLeft < 0
  return {
    start: say('case.start', { type, date: nearDate(locale, receivedAt, now, 'on') }),
    end: dueOn
      ? { days: Math.abs(daysLeft), date: nearDate(locale, dueOn, now, late ? 'on' : 'since'), late }
      : null,
  }
}

/** The sentence about changes since the last visit, or that there are none. */
export function describeSince(locale: Locale, { from, total }: OverviewView['since'], now: Date): string {
  const say = translator(locale, 'overview')
  if (!from) return say('since.first')
  const date = nearDate(locale, from, now, 'since')
  return total === 0 ? say('since.none', { date }) : say('since.note', { date, count: total })
}

export function describeChange(locale: Locale, change: ChangeView, now: Date): ChangeWords {
  const say = translator(locale, 'overview')
  if (change.kind === 'entry') return { kind: 'entry', row: describeEntry(locale, change.entry, now) }
  const at = { when: moment(locale, change.at, now), iso: change.at.toISOString() }
  const sentence =
    change.kind === 'policy'
      ? say('since.policy', { name: markLink(say('since.policy-name', { number: change.number })) })
      : say('since.disclosures', {
          name: markLink(nameOf(locale, change.recipient)),
          times: change.times,
          purpose: nameOf(locale, change.purpose),
        })
  const { before, link = '', after } = splitAtLink(sentence)
  const id = change.kind === 'policy' ? String(change.number) : change.recipient.id
  return { kind: change.kind, id, ...at, before, link, after }
}

/** A suggestion in words. */
export interface SuggestionWords {
  id: SuggestionId
  title: string
  text: string
  link: string
  hideLabel: string
}

export function describeSuggestion(locale: Locale, { id, count }: Suggestion): SuggestionWords {
  const say = translator(locale, 'overview')
  const part = (name: 'title' | 'text' | 'link') => say(`suggestions.${id}.${name}`, { count })
  const title = part('title')
  const hideLabel = say('suggestions.hide-label', { title: title.replace(/\.$/, '') })
  return { id, title, text: part('text'), link: part('link'), hideLabel }
}
