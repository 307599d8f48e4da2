import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import type { SessionOverWords } from './session-over.tsx'

/** What covers a page whose session is over, in the reader's language. */
export function sessionOverWords(locale: Locale, at: SessionOverWords['at']): SessionOverWords {
  const say = translator(locale, 'common.over')
  return {
    title: say('title'),
    text: say(at === '/sign-in' ? 'text' : 'text-staff'),
    enter: say('enter'),
    at,
  }
}
