import type { LookOpening, OwnLookView } from '#domain/looks/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { clockTime, moment } from '../format.ts'
import { translator } from '../translator.ts'
import { describeLookReview, type LookReviewWords } from './look-reviews.ts'
import { describeFacts, describeSpokenWords, isWithoutLeave, type LookFacts, pageName } from './looks.ts'
import { nameOf } from './mentioned.ts'

/** A look that waits for its customer, in words. */
export interface LookNeedWords {
  id: string
  /** Whether it is, or would be, without the customer's permission. */
  urgent: boolean
  title: string
  /** When it was, or until when it can be answered. */
  when: string
  facts: LookFacts
  /** Who looks and why, in sentences. */
  who: string
  /** The two words of the caller; null once nothing is to be answered. */
  spoken: { first: string; second: string } | null
  /** What was opened, as terms with their values; none while it waits. */
  seen: { term: string; texts: string[] }[]
  review: LookReviewWords | null
  /** How many steps of the look are told here. */
  steps: number
}

export function describeLookNeed(locale: Locale, look: OwnLookView, now: Date): LookNeedWords {
  const say = translator(locale, 'looks.need')
  const urgent = isWithoutLeave(look)
  const facts = describeFacts(locale, look)
  const { who, reason, text } = facts
  const kind = look.can.answer ? 'asked' : 'seen'
  return {
    id: look.id,
    urgent,
    title: say(urgent ? `${kind}-urgent` : kind),
    when: look.until ? say('answer-by', { time: clockTime(look.until) }) : describeTimes(locale, look, now),
    facts,
    who: [say('who', { who, reason, text }), ...describeSeniors(locale, look)].join(' '),
    spoken: look.words && describeSpokenWords(locale, look.words),
    seen: look.can.answer ? [] : describeSeen(locale, look, now),
    review: describeLookReview(locale, look, now),
    steps: look.steps.length,
  }
}

/** From its beginning to its end: a look's minutes may have run out before a step says so. */
function describeTimes(locale: Locale, { steps, minutes }: OwnLookView, now: Date): string {
  const began = steps.find(({ kind }) => kind === 'started')?.at ?? now
  const runsOut = new Date(began.getTime() + minutes * 60_000)
  const ended = steps.find(({ kind }) => kind === 'ended')?.at ?? runsOut
  return translator(locale, 'looks.need')('when', {
    from: moment(locale, began, now),
    to: clockTime(ended < runsOut ? ended : runsOut),
  })
}

function describeSeniors(locale: Locale, { allowedBy, steps }: OwnLookView): string[] {
  if (allowedBy !== 'seniors') return []
  const approved = steps.filter(
    ({ kind, side }) => side === 'senior' && ['approved', 'granted'].includes(kind),
  )
  const staff = approved.map((step) => step.staff).join(', ')
  return [translator(locale, 'looks.need')('seniors', { staff })]
}

/** The pages and values opened, what was tried without leave, and a review of earlier releases. */
function describeSeen(locale: Locale, { openings, steps }: OwnLookView, now: Date): LookNeedWords['seen'] {
  const say = translator(locale, 'looks.need')
  const pages = (refused: boolean) => pagesOf(locale, openings, refused)
  const opened = pages(false)
  const tried = pages(true)
  const valuesTold = (isShown: boolean, tell: (title: string, reason: string) => string) =>
    openings.flatMap(({ what }) => {
      if (!('field' in what) || (what.reason !== null) !== isShown) return []
      return [tell(nameOf(locale, { id: what.field, title: what.title }), what.reason ?? '')]
    })
  // A review with a verdict is told in full, beside what was opened.
  const review = steps.find(({ kind, verdict }) => kind === 'reviewed' && !verdict)
  const seen = [
    { term: say('opened'), texts: [opened || say('nothing')] },
    { term: say('shown'), texts: valuesTold(true, (title, reason) => say('value', { title, reason })) },
    {
      term: say('tried'),
      texts: [
        ...(tried ? [say('tried-pages', { pages: tried })] : []),
        ...valuesTold(false, (title) => translator(locale, 'looks.opened')('value-refused', { title })),
      ],
    },
    {
      term: say('checked'),
      texts: review
        ? [say('checked-by', { staff: review.staff ?? '', when: moment(locale, review.at, now) })]
        : [],
    },
  ]
  return seen.filter(({ texts }) => texts.length > 0)
}

/** The names of pages, each once. */
const pagesOf = (locale: Locale, openings: readonly LookOpening[], refused: boolean): string => {
  const pages = openings.flatMap(({ what }) =>
    'page' in what && what.refused === refused ? [pageName(locale, what.page)] : [],
  )
  return [...new Set(pages)].join(', ')
}
