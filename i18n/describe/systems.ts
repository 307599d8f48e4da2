import type { TestedView } from '#domain/events/schema.ts'
import type {
  Health,
  HealthState,
  KeyView,
  LateDelivery,
  SubscriptionView,
  SystemLine,
  SystemView,
} from '#domain/systems/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment } from '../format.ts'
import { type Say, translator } from '../translator.ts'
import { nameOf } from './mentioned.ts'
import type { StateWords } from './state-words.ts'

const marks: Record<HealthState, StateWords['is']> = {
  late: 'bad',
  gone: 'bad',
  failing: 'wait',
  draft: 'off',
  paused: 'off',
  behind: 'wait',
  well: 'done',
  unsent: 'off',
  silent: 'off',
}

/** The row of a system in words. */
export interface SystemLineWords extends Pick<SystemLine, 'id' | 'name'> {
  state: StateWords
  sentences: string
}

export const describeSystemLine = (locale: Locale, line: SystemLine, now: Date): SystemLineWords => ({
  id: line.id,
  name: line.name,
  state: describeHealthState(locale, line),
  sentences: describeLine(locale, line, now),
})

/** One system in words. */
export interface SystemWords {
  state: StateWords
  /** Who added it and when. */
  added: string
  /** Whose it is and what follows from that; null for the bank's own. */
  partner: string | null
  late: LateWords[]
  subscriptions: SubscriptionWords[]
  keys: KeyWords[]
}

export function describeSystem(locale: Locale, view: SystemView, now: Date): SystemWords {
  const say = translator(locale, 'systems')
  const date = longDate(locale, view.createdAt, 'on')
  return {
    state: describeHealthState(locale, view),
    added: view.createdBy ? say('added', { staff: view.createdBy, date }) : say('added-nobody', { date }),
    partner: view.partner && say('partner', { partner: nameOf(locale, view.partner) }),
    late: view.lateDeliveries.map((late) => describeLate(locale, late, now)),
    subscriptions: view.subscriptions.map((one) => describeSubscription(locale, one, now)),
    keys: view.apiKeys.map((key) => describeKey(locale, key, now)),
  }
}

/** A subscription, with its events and its health in words. */
export interface SubscriptionWords {
  subscription: SubscriptionView
  state: StateWords
  sentences: string
  health: { term: string; text: string }[]
  /** The former secrets that can be stopped. */
  formers: { id: string; summary: string }[]
}

function describeSubscription(locale: Locale, subscription: SubscriptionView, now: Date): SubscriptionWords {
  const say = translator(locale, 'systems.subscriptions')
  const event = translator(locale, 'events')
  const { types, consents, state, liveSince, health, formerSecrets } = subscription
  const sentences = [
    say('hears', { types: types.map((type) => event(type)).join(', ') }),
    consents && say('consents', { consents: consents.map((one) => nameOf(locale, one)).join(', ') }),
    ...formerSecrets.map(({ signsUntil }) => say('former', { time: moment(locale, signsUntil, now) })),
    state === 'draft' && say(liveSince ? 'moved-note' : 'draft-note'),
    state === 'paused' && say('paused-note'),
    state === 'disabled' && say('gone-note'),
  ]
  return {
    subscription,
    state: describeHealthState(locale, health),
    sentences: sentences.filter(Boolean).join(' '),
    health: describeHealth(locale, health, now),
    formers: formerSecrets.map(({ id, signsUntil }) => ({
      id,
      summary: say('stop', { time: moment(locale, signsUntil, now) }),
    })),
  }
}

/** How a receiver answered a test event, and whether the subscription went live by it. */
export function describeTested(
  locale: Locale,
  { answered, status, fault, wentLive }: TestedView,
): { done: string } | { refused: string } {
  const say = translator(locale, 'systems')
  if (answered) return { done: say(wentLive ? 'done.went-live' : 'done.tested', { status: status ?? '' }) }
  return { refused: say('subscriptions.test-failed', { fault: describeFault(say, fault ?? String(status)) }) }
}

/** The health of a system or a subscription in a sentence. */
export function describeHealthState(
  locale: Locale,
  { healthState, late, failing, waiting }: Pick<SystemLine, 'healthState' | 'late' | 'failing' | 'waiting'>,
): StateWords {
  const say = translator(locale, 'systems')
  const counts: Partial<Record<HealthState, number>> = { late, failing, behind: waiting }
  return {
    is: marks[healthState],
    text: say(`health-state.${healthState}`, { count: counts[healthState] ?? 0 }),
  }
}

/** The sentences about a system's last delivery and its keys. */
export function describeLine(locale: Locale, line: SystemLine, now: Date): string {
  const say = translator(locale, 'systems')
  const sent = line.lastSentAt
    ? say('line.sent', { time: moment(locale, line.lastSentAt, now) })
    : say('line.never')
  const keys = line.keysUntil
    ? say('line.keys', { count: line.keys, date: longDate(locale, line.keysUntil, 'until') })
    : say('line.no-keys')
  return line.healthState === 'silent' ? keys : `${sent} ${keys}`
}

/** A subscription's figures, as terms and values. */
export function describeHealth(locale: Locale, health: Health, now: Date): { term: string; text: string }[] {
  const say = translator(locale, 'systems')
  const { waiting, lagSeconds, failing, tries, late } = health
  const when = (at: Date | null) => (at ? moment(locale, at, now) : say('health.never'))
  const since = lagSeconds === null ? null : describeSpan(say, lagSeconds)
  return [
    {
      term: say('health.waiting'),
      text:
        waiting === 0
          ? say('health.waiting-none')
          : since
            ? say('health.waiting-since', { count: waiting, time: since })
            : say('health.waiting-some', { count: waiting }),
    },
    {
      term: say('health.failing'),
      text:
        failing === 0
          ? say('health.failing-none')
          : say('health.failing-some', { count: failing, tries, fault: describeFault(say, health.fault) }),
    },
    { term: say('health.sent'), text: when(health.lastSentAt) },
    { term: say('health.confirmed'), text: when(health.lastConfirmedAt) },
    {
      term: say('health.late'),
      text: late === 0 ? say('health.late-none') : say('health.late-some', { count: late }),
    },
  ]
}

/** How long something has waited, in its largest unit: «5 минуттан», to which «бері» is added by the sentence. */
function describeSpan(say: Say<'systems'>, seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1) return say('since.seconds')
  if (minutes < 60) return say('since.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? say('since.hours', { count: hours })
    : say('since.days', { count: Math.floor(hours / 24) })
}

/** The result of a failed try: an HTTP status, a known fault in words, or the fault as it was stored. */
function describeFault(say: Say<'systems'>, fault: string | null): string {
  if (fault === null) return ''
  if (/^\d+$/.test(fault)) return say('fault.status', { status: fault })
  return say.has(`fault.${fault}`) ? say.dynamic(`fault.${fault}`) : fault
}

export interface KeyWords {
  id: string
  /** The public part of the key. */
  title: string
  state: StateWords
  sentences: string
  live: boolean
}

export function describeKey(locale: Locale, key: KeyView, now: Date): KeyWords {
  const say = translator(locale, 'systems')
  const scope = translator(locale, 'scopes')
  const on = (at: Date) => longDate(locale, at, 'on')
  const byWhom = (word: 'keys.issued' | 'keys.revoked', staff: string | null, at: Date) =>
    staff ? say(word, { staff, date: on(at) }) : say(`${word}-nobody`, { date: on(at) })
  const states: Record<KeyView['state'], StateWords> = {
    live: { is: 'done', text: say('keys.live', { date: longDate(locale, key.expiresAt, 'until') }) },
    expired: { is: 'off', text: say('keys.expired', { date: on(key.expiresAt) }) },
    revoked: { is: 'off', text: byWhom('keys.revoked', key.revokedBy, key.revokedAt ?? key.expiresAt) },
  }
  return {
    id: key.id,
    title: `arqau_${key.id}_…`,
    state: states[key.state],
    sentences: [
      say('keys.carries', { scopes: key.scopes.map((name) => scope(name)).join(', ') }),
      byWhom('keys.issued', key.createdBy, key.createdAt),
      key.lastUsedAt ? say('keys.used', { time: moment(locale, key.lastUsedAt, now) }) : say('keys.unused'),
    ].join(' '),
    live: key.state === 'live',
  }
}

/** A late delivery's cells. */
export type LateWords = Record<'id' | 'consent' | 'decided' | 'due' | 'sent', string>

function describeLate(locale: Locale, late: LateDelivery, now: Date): LateWords {
  const say = translator(locale, 'systems')
  return {
    id: late.id,
    consent: nameOf(locale, late.consent),
    decided: moment(locale, late.decidedAt, now),
    due: moment(locale, late.confirmBy, now),
    sent: late.sentAt ? moment(locale, late.sentAt, now) : say('late.unsent'),
  }
}
