import type { TextPreview } from '#domain/desk/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { messageText } from '../message-text.ts'
import { translator } from '../translator.ts'
import { describeComplaint } from './complaints.ts'
import type { StateWords } from './state-words.ts'

/** A text of the bank before it is sent, in the words its customer will read. */
export interface TextPreviewWords {
  /** What is sent if the writer goes on. */
  kind: TextPreview['kind']
  text: string
  lang: Locale
  /** For how long it can be taken back. */
  seconds: number
  sms: string
  mail: { subject: string; text: string }
  /** What the complaint's page will say. */
  page: {
    head: string
    subject: string
    state: StateWords
    clock: { title: string; sentence: string }
    step: { label: string; what: string | null; text: string }
  }
}

/** @param portal the portal's address, to which the messages lead. */
export function describeTextPreview(preview: TextPreview, portal: string): TextPreviewWords {
  const { kind, text, locale, notice, complaint, leavesAt, seconds } = preview
  const { reference, subject } = complaint
  const say = translator(locale, 'complaints')
  const message = { kind: notice, locale, params: { reference } }
  const mail = messageText({ ...message, channel: 'email' }, portal)
  const { state, clock, steps } = describeComplaint(locale, complaint, leavesAt)
  const step = steps.at(-1)
  return {
    kind,
    text,
    lang: locale,
    seconds,
    sms: messageText({ ...message, channel: 'sms' }, portal).text,
    mail: { subject: mail.subject ?? '', text: mail.text },
    page: {
      head: say('page-title', { reference }),
      subject,
      state,
      clock: { title: say('clock.title'), sentence: clock.sentence },
      step: { label: step?.label ?? '', what: step?.what ?? null, text },
    },
  }
}
