import type { SignInView, WaitingMeasure } from '#domain/measures/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { moment } from '../format.ts'
import { translator } from '../translator.ts'

/** A measure that waits for a second member of staff, in words. */
export interface WaitingWords {
  id: string
  customer: string
  what: string
  until: string
  sentence: string
  mine: boolean
}

export function describeWaiting(locale: Locale, waiting: WaitingMeasure[], now: Date): WaitingWords[] {
  const say = translator(locale, 'measures')
  return waiting.map(({ id, customer, kind, reason, note, staffId: staff, askedAt, until, mine }) => ({
    id,
    customer: customer ?? translator(locale, 'looks')('search.nameless'),
    what: say(`kind.${kind}`),
    until: say('waiting.until', { time: moment(locale, until, now) }),
    sentence: say(note ? 'waiting.row-note' : 'waiting.row', {
      staff,
      note,
      reason: say(`reason.${reason}`),
      asked: moment(locale, askedAt, now),
    }),
    mine,
  }))
}

/** The sign-in of a customer whom staff have found, in words. */
export interface SignInWords {
  customer: string
  state: string
  waiting: WaitingWords[]
}

export function describeSignIn(locale: Locale, view: SignInView, now: Date): SignInWords {
  const say = translator(locale, 'measures')
  const { customer, blockedSince, waiting } = view
  return {
    customer: customer ?? translator(locale, 'looks')('search.nameless'),
    state: blockedSince
      ? say('state.blocked', { time: moment(locale, blockedSince, now) })
      : say('state.allowed'),
    waiting: describeWaiting(locale, waiting, now),
  }
}
