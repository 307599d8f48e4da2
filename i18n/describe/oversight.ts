import type { DeskLookView, OversightView } from '#domain/looks/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment, untilTime } from '../format.ts'
import { translator } from '../translator.ts'
import { describeFacts, describeLookRow, type LookRowWords } from './looks.ts'

/** The oversight page in words. */
export interface OversightWords {
  intro: string
  awaitingApproval: OverseenLookWords[]
  underWay: OverseenLookWords[]
  awaitingReview: OverseenLookWords[]
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
  const { id, state, until } = look
  return {
    id,
    customer: look.customer || translator(locale, 'looks')('search.nameless'),
    until:
      until &&
      say(state === 'waiting' ? 'approval.until' : 'under-way.until', { time: untilTime(locale, until) }),
    sentence: say('look', { who, reason, text, pages, asked: moment(locale, look.askedAt, now) }),
  }
}
