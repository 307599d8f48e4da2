import type { OversightView } from '#domain/looks/oversight-schema.ts'
import type { DeskLookView } from '#domain/looks/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment, untilTime } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { describeFacts, describeLookRow, type LookRowWords } from './looks.ts'

/** The oversight page in words. */
export interface OversightWords {
  intro: string
  awaitingApproval: OverseenLookWords[]
  underWay: OverseenLookWords[]
  awaitingReview: OverseenLookWords[]
  escalated: OverseenLookWords[]
  /** Late complaints. */
  late: { reference: string; title: string; days: string; note: string }[]
  alerts: { key: string; sentence: string; note: string }[]
  noAlerts: string
  idleSearches: { key: string; sentence: string; note: string }[]
  looks: LookRowWords[]
}

/** A look that needs a senior member of staff. */
export interface OverseenLookWords {
  id: string
  customer: string
  /** Until when the look waits or runs; null when it is over. */
  until: string | null
  /** Whether that is over. */
  late: boolean
  sentence: string
}

export function describeOversight(locale: Locale, view: OversightView, now: Date): OversightWords {
  const say = translator(locale, 'looks.oversight')
  const looks = translator(locale, 'looks')
  const overseen = (list: DeskLookView[]) => list.map((look) => describeOverseen(locale, look, now))
  return {
    intro: say('intro', { since: longDate(locale, view.since, 'since') }),
    awaitingApproval: overseen(view.awaitingApproval),
    underWay: overseen(view.underWay),
    awaitingReview: overseen(view.awaitingReview),
    escalated: overseen(view.escalated),
    late: view.late.map(({ reference, subject, customer, assignee, progress }) => ({
      reference,
      title: subject ?? reference,
      days: say('late.days', { count: -(progress?.daysLeft ?? 0) }),
      note: [looks('reference', { reference }), customer, assignee].filter(Boolean).join(', '),
    })),
    alerts: view.alerts.map(({ staffId, hour, searches }) => ({
      key: staffId + hour.toISOString(),
      sentence: say('alerts.row', { staff: staffId, count: searches }),
      note: say('alerts.hour', { time: moment(locale, hour, now) }),
    })),
    noAlerts: say('alerts.none', { limit: view.searchesThatAlert }),
    idleSearches: view.idleSearches.map(({ id, staffId, at, by, customer }) => ({
      key: id,
      sentence: say('idle.row', {
        staff: staffId,
        customer: customer ?? looks('search.nameless'),
        by: say(`idle.by.${by}`),
      }),
      note: moment(locale, at, now),
    })),
    looks: view.looks.map((look) => describeLookRow(locale, look, now)),
  }
}

function describeOverseen(locale: Locale, look: DeskLookView, now: Date): OverseenLookWords {
  const say = translator(locale, 'looks.oversight')
  const { who, reason, text, pages } = describeFacts(locale, look)
  const { id } = look
  return {
    id,
    customer: look.customer || translator(locale, 'looks')('search.nameless'),
    until: describeUntil(say, locale, look, now),
    late: look.reviewBy !== null && look.reviewBy <= now,
    sentence: say('look', { who, reason, text, pages, asked: moment(locale, look.askedAt, now) }),
  }
}

/** Until when the look waits, runs or is to be reviewed; of an escalated one to whom it went, and when. */
function describeUntil(
  say: Say<'looks.oversight'>,
  locale: Locale,
  { state, until, reviewBy, steps }: DeskLookView,
  now: Date,
): string | null {
  if (until)
    return say(state === 'waiting' ? 'approval.until' : 'under-way.until', { time: untilTime(locale, until) })
  if (reviewBy)
    return say(reviewBy <= now ? 'review.overdue' : 'review.until', { time: moment(locale, reviewBy, now) })
  const sent = steps.find(({ escalation }) => escalation)
  return sent?.escalation
    ? say(`escalated.to.${sent.escalation}`, { time: moment(locale, sent.at, now) })
    : null
}
