import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import type { StepUpWords } from './step-up.tsx'

/** The dialog's words in the reader's language. @param phone the number the code goes to, masked, if known. */
export function stepUpWords(locale: Locale, phone: string | null): StepUpWords {
  const say = translator(locale, 'account.step-up')
  return {
    title: say('title'),
    why: say('why'),
    sending: say('sending'),
    sent: phone ? say('sent', { phone }) : say('sent-somewhere'),
    code: say('code'),
    confirm: say('confirm'),
    confirming: say('confirming'),
    cancel: say('cancel'),
    resend: say('resend'),
    wait: say('wait'),
    neverTell: say('never-tell'),
    offline: translator(locale, 'common')('offline'),
  }
}
