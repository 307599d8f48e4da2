import { words } from '#i18n/words.ts'
import type { Locale } from '#policy/locale.ts'
import type { StepUpWords } from './step-up.tsx'

/** The dialog's words in the reader's language. @param phone the number the code goes to, masked, if known. */
export function stepUpWords(locale: Locale, phone: string | null): StepUpWords {
  const say = words(locale, 'data')
  return {
    title: say('step-up.title'),
    why: say('step-up.why'),
    sending: say('step-up.sending'),
    sent: phone ? say('step-up.sent', { phone }) : say('step-up.sent-somewhere'),
    code: say('step-up.code'),
    confirm: say('step-up.confirm'),
    cancel: say('step-up.cancel'),
    resend: say('step-up.resend'),
    wait: say('step-up.wait'),
    neverTell: say('step-up.never-tell'),
    offline: words(locale, 'common')('offline'),
  }
}
