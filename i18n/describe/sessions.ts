import type { SessionView } from '#domain/sessions/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { moment } from '../format.ts'
import { translator } from '../translator.ts'

/** The row of a session in words. */
export interface SessionWords {
  id: string
  device: string
  sentence: string
  current: boolean
  endable: boolean
  endLabel: string
}

export function describeSession(locale: Locale, session: SessionView, now: Date): SessionWords {
  const say = translator(locale, 'account.settings')
  const device = session.device || say('sessions.device')
  const times = {
    time: moment(locale, session.startedAt, now),
    seen: moment(locale, session.lastSeenAt, now),
  }
  return {
    id: session.id,
    device,
    sentence:
      session.address === null
        ? say('sessions.started-somewhere', times)
        : say('sessions.started', { ...times, address: session.address }),
    current: session.current,
    endable: session.endable,
    endLabel: say('sessions.end-label', { device }),
  }
}
