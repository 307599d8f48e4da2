import type { Health, KeyView, LateDelivery, Standing, SystemLine } from '#domain/systems/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { longDate, moment } from '../format.ts'
import { type Say, translator } from '../translator.ts'

/** A state in words, and the mark it has. */
export interface StateWords {
  is: 'done' | 'wait' | 'off' | 'bad'
  text: string
}

const marks: Record<Standing, StateWords['is']> = {
  late: 'bad',
  gone: 'bad',
  failing: 'wait',
  paused: 'off',
  behind: 'wait',
  well: 'done',
  silent: 'off',
}

/** How a system or a subscription does, in one sentence. */
export function describeStanding(
  locale: Locale,
  { standing, late, failing, waiting }: Pick<SystemLine, 'standing' | 'late' | 'failing' | 'waiting'>,
): StateWords {
  const say = translator(locale, 'systems')
  const counts: Partial<Record<Standing, number>> = { late, failing, behind: waiting }
  return { is: marks[standing], text: say(`standing.${standing}`, { count: counts[standing] ?? 0 }) }
}

/** What else is to be said of a system in a list: when something was last delivered, and its keys. */
export function describeLine(locale: Locale, line: SystemLine, now: Date): string {
  const say = translator(locale, 'systems')
  const sent = line.lastSentAt
    ? say('line.sent', { time: moment(locale, line.lastSentAt, now) })
    : say('line.never')
  const keys = line.keysUntil
    ? say('line.keys', { count: line.keys, date: longDate(locale, line.keysUntil, 'until') })
    : say('line.no-keys')
  return line.standing === 'silent' ? keys : `${sent} ${keys}`
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

/** What a failed try came to: an HTTP status, a fault there are words for, or the fault as it was noted. */
function describeFault(say: Say<'systems'>, fault: string | null): string {
  if (fault === null) return ''
  if (/^\d+$/.test(fault)) return say('fault.status', { status: fault })
  return say.has(`fault.${fault}`) ? say.dynamic(`fault.${fault}`) : fault
}

export interface KeyWords {
  id: string
  /** What can be seen of it. */
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
export function describeLate(locale: Locale, late: LateDelivery, now: Date) {
  const say = translator(locale, 'systems')
  return {
    id: late.id,
    consent: late.consent,
    decided: moment(locale, late.decidedAt, now),
    due: moment(locale, late.confirmBy, now),
    sent: late.sentAt ? moment(locale, late.sentAt, now) : say('late.unsent'),
  }
}
