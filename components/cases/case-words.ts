import type { CaseType, WritingLimits } from '#domain/cases/schema.ts'
import { number } from '#i18n/format.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'

/** The words of the form with which a customer writes to the bank about a case. */
export function messageWords(locale: Locale, type: CaseType, { characters }: WritingLimits) {
  const say = translator(locale, 'complaints')
  const own = translator(locale, type === 'request' ? 'requests.write' : 'complaints.write')
  return {
    label: say('write.label'),
    hint: say('write.hint', { max: number(locale, characters) }),
    send: say('write.send'),
    sent: say('write.sent'),
    conflict: own('conflict'),
    sending: say('write.sending'),
    restored: say('unsent.restored'),
    unreached: say('write.unreached'),
    noNetwork: say('unsent.no-network'),
    notSent: say('unsent.not-sent', { send: say('write.send') }),
  }
}

/** The words of taking a case back. */
export function withdrawWords(locale: Locale, type: CaseType) {
  const own = translator(locale, type === 'request' ? 'requests.withdraw' : 'complaints.withdraw')
  return {
    question: own('question'),
    open: own('open'),
    title: own('title'),
    text: own('text'),
    confirm: own('confirm'),
    confirming: own('confirming'),
    cancel: own('cancel'),
    conflict: own('conflict'),
    offline: translator(locale, 'common')('offline'),
  }
}
