import type { ConsentGroupView, ConsentsView, ConsentView, DecisionView } from '#domain/consents/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { atTime, clockTime, isoDay, longDate, lowerFirst } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { consentFlow, type FlowLine } from './consent-flow.ts'
import { describeProgress, type ProgressWords } from './delivery-progress.ts'
import { describeMarketing, type MarketingWords } from './marketing.ts'
import { nameOf } from './mentioned.ts'
import { describeWidened, type WidenedWords } from './widened.ts'

/** The consents page in words. */
export interface ConsentsWords {
  groups: (Omit<ConsentGroupView, 'consents'> & { consents: ConsentWords[] })[]
  /** The consents that today's policy does not have. */
  former: FormerConsentWords[]
  /** The sentence about the consents that the browser's GPC signal concerns; null where it sends none. */
  gpc: string | null
  marketing: MarketingWords
}

/** A consent of an earlier policy in words. */
export type FormerConsentWords = Pick<ConsentRow, 'id' | 'title' | 'history'>

/** A consent in words: the row, which decisions change, and the rest, which they don't. */
export interface ConsentWords {
  consent: ConsentView
  row: ConsentRow
  lockReasons: string[]
}

/** The words of a consent's row that change with a decision. The browser shows them as they are. */
export interface ConsentRow {
  id: string
  title: string
  on: boolean
  /** Set while some of its data are restricted: on or off, it permits nothing. */
  restricted: string | null
  /** Whether the consent is on and an obligation forbids withdrawal. */
  locked: boolean
  /** The id of the latest decision, which the next one must name. */
  previousId: string | null
  summary: string
  /** The same once systems have been told of the decision: one of them may be another company's. */
  summaryOnceTold: string
  /** What it allows; in the conditional while it is not in force. */
  allows: string
  /** What it opens, for what, to whom and for how long; what these would be while it is not in force. */
  flow: FlowLine[]
  history: HistoryLine[]
  /** The progress of the latest decision at the bank's systems; null before the first. */
  progress: ProgressWords | null
  /** The toast's sentence about the last decision. */
  told: string
  /** What the customer must confirm before the consent is switched on. */
  confirmation: string | null
  /** Set while the customer is asked again, since the consent has grown. */
  widened: WidenedWords | null
}

interface HistoryLine {
  /** The id of the decision, for its receipt; null where a consent ended by itself. */
  id: string | null
  knot: 'now' | 'now-off' | 'disc' | 'ring'
  line: 'solid' | 'cut' | 'none'
  when: string
  dateTime: string
  text: string
  receiptLabel: string
}

export function describeConsents(view: ConsentsView): ConsentsWords {
  const { locale, at, groups } = view
  const heard = groups.flatMap(({ consents }) => consents).filter(({ gpc }) => gpc !== null)
  return {
    groups: groups.map(({ consents, ...group }) => ({
      ...group,
      consents: consents.map((consent) => describeWhole(locale, consent, at)),
    })),
    former: view.former.map((one) => ({
      id: one.id,
      title: nameOf(locale, one),
      history: historyLines(translator(locale, 'consents'), locale, one, at),
    })),
    gpc:
      heard.length > 0
        ? translator(locale, 'consents')('gpc', { list: list(heard.map(({ short }) => short)) })
        : null,
    marketing: describeMarketing(locale, groups),
  }
}

/** A consent in words, with what decisions do not change. */
export const describeWhole = (locale: Locale, consent: ConsentView, at: Date): ConsentWords => ({
  consent,
  row: describeConsent(locale, consent, at),
  lockReasons: lockReasons(locale, consent),
})

export function describeConsent(locale: Locale, view: ConsentView, now: Date): ConsentRow {
  const say = translator(locale, 'consents')
  const [latest] = view.history
  const on = view.state === 'given'
  const restricted = view.restricted.length > 0
  return {
    id: view.id,
    title: view.title,
    on,
    restricted: restricted
      ? say(on ? 'restricted.on' : 'restricted.off', { fields: list(view.restricted.map(lowerFirst)) })
      : null,
    locked: on && view.locks.length > 0,
    previousId: latest?.id ?? null,
    summary: summary(say, locale, view, now, false),
    summaryOnceTold: summary(say, locale, view, now, true),
    allows: on && !restricted ? view.allows : view.wouldAllow,
    flow: consentFlow(locale, view),
    history: historyLines(say, locale, view, now),
    progress: latest && view.progress ? describeProgress(locale, latest, view.progress, now) : null,
    told: say(on ? 'told.on' : 'told.off', { title: view.title }),
    confirmation: view.confirmation,
    widened: view.widened && describeWidened(locale, view.widened),
  }
}

/** Why a consent can't be withdrawn, with a sentence for each contract. */
export const lockReasons = (locale: Locale, view: ConsentView): string[] =>
  view.locks.map(({ reason, contract, openedOn }) =>
    reason.replace('{contract}', contract).replace('{date}', longDate(locale, openedOn)),
  )

function summary(say: Say<'consents'>, locale: Locale, view: ConsentView, now: Date, told: boolean): string {
  const [latest] = view.history
  const how = latest ? say.dynamic(...stateSentence(locale, view, latest, now)) : say('summary.none')
  const sentences = view.state === 'given' ? whileOn(say, view, latest, told) : whileOff(say, view, latest)
  return [how, ...sentences].join(' ')
}

type Sentence = [key: string, params: Record<string, string>]

function stateSentence(locale: Locale, view: ConsentView, latest: DecisionView, now: Date): Sentence {
  const { at, expiresAt } = latest
  const today = isoDay(at) === isoDay(now) ? '-today' : ''
  const since = { date: longDate(locale, at, 'since'), time: atTime(locale, at) }
  if (view.state === 'given')
    return expiresAt
      ? [`summary.given${today}`, { ...since, until: longDate(locale, expiresAt, 'until') }]
      : [`summary.given-open${today}`, since]
  const ended = view.state === 'expired' && expiresAt ? expiresAt : at
  const on = { date: longDate(locale, ended, 'on'), time: atTime(locale, ended) }
  if (view.state === 'expired') return ['summary.expired', on]
  if (view.state === 'outgrown' && latest.outcome === 'given') return ['summary.outgrown', {}]
  const kind = latest.channel === 'gpc' || latest.channel === 'policy' ? latest.channel : view.state
  return [`summary.${kind}${today}`, on]
}

function whileOn(
  say: Say<'consents'>,
  view: ConsentView,
  latest: DecisionView | undefined,
  told: boolean,
): string[] {
  return [
    ...(view.restricted.length > 0 ? [] : usesAndRecipients(say, view, told)),
    ...(latest?.confirmed ? [say('summary.confirmed')] : []),
    ...(view.gpc === 'outweighed' ? [say('summary.outweighed')] : []),
  ]
}

function usesAndRecipients(say: Say<'consents'>, view: ConsentView, told: boolean): string[] {
  const names = list(view.recipients.map(({ name }) => name))
  return [
    ...(view.stops.length > 0 ? [say('summary.use', { uses: list(view.stops.slice(0, 2)) })] : []),
    names
      ? say('summary.recipients', { names, count: view.recipients.length })
      : say(told ? 'summary.within' : 'summary.nobody'),
  ]
}

function whileOff(say: Say<'consents'>, view: ConsentView, latest: DecisionView | undefined): string[] {
  const byGpc = view.state === 'withdrawn' && latest?.channel === 'gpc'
  return [view.whileOff, ...(view.gpc === 'honoured' && !byGpc ? [say('summary.honoured')] : [])]
}

/** The decisions, newest first, with the ends of terms; the line below a mark is the time before it. */
function historyLines(
  say: Say<'consents'>,
  locale: Locale,
  view: Pick<ConsentView, 'history'>,
  now: Date,
): HistoryLine[] {
  const moments = view.history.flatMap((decision, index) => {
    const next = view.history[index - 1]
    const end = decision.expiresAt
    const ranOut = end !== null && end <= (next?.at ?? now)
    const taken = {
      id: decision.id,
      at: decision.at,
      on: decision.outcome === 'given',
      text: decisionText(say, decision),
    }
    return ranOut ? [{ id: null, at: end, on: false, text: say('history.expired') }, taken] : [taken]
  })
  return moments.map(({ id, at, on, text }, index) => {
    const when = `${longDate(locale, at)}, ${clockTime(at)}`
    const before = moments[index + 1]
    return {
      id,
      knot: index === 0 ? (on ? 'now' : 'now-off') : on ? 'disc' : 'ring',
      line: before ? (before.on ? 'solid' : 'cut') : 'none',
      when,
      dateTime: at.toISOString(),
      text,
      receiptLabel: say('history.receipt-label', { when }),
    }
  })
}

function decisionText(say: Say<'consents'>, decision: DecisionView): string {
  const { outcome, channel, locale, policyVersion, confirmed } = decision
  if (channel === 'policy')
    return `${say('history.policy')} ${say('history.by-version', { version: policyVersion })}`
  const what = say(channel === 'gpc' ? 'history.gpc' : `history.${outcome}`)
  const how = {
    channel: say(`channel.${channel}`),
    language: say(`language.${locale}`),
    version: policyVersion,
  }
  return [what, say('history.how', how), ...(confirmed ? [say('history.confirmed')] : [])].join(' ')
}

/** With commas and no conjunction, which `Intl.ListFormat` does not have for Kazakh. */
const list = (names: readonly string[]) => names.join(', ')
