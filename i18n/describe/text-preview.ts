import type { TextPreview } from '#domain/desk/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { messageText } from '../message-text.ts'
import { translator } from '../translator.ts'
import { describeComplaint } from './complaints.ts'
import { describeRequest } from './requests.ts'
import type { StateWords } from './state-words.ts'

/** A text of the bank before it is sent, in the words its customer will read. */
export interface TextPreviewWords {
  /** What is sent if the writer goes on. */
  kind: TextPreview['kind']
  text: string
  lang: Locale
  /** What else the form says, by the names of its fields. */
  kept: Record<string, string>
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

const describeShown = (locale: Locale, shown: TextPreview['shown'], now: Date) =>
  shown.type === 'request' ? describeRequest(locale, shown, now) : describeComplaint(locale, shown, now)

/** @param portal the portal's address, to which the messages lead. */
export function describeTextPreview(preview: TextPreview, portal: string): TextPreviewWords {
  const { kind, text, locale, notice, shown, leavesAt, seconds } = preview
  const { reference, subject } = shown
  const say = translator(locale, 'complaints')
  const message = { kind: notice, locale, params: { reference } }
  const mail = messageText({ ...message, channel: 'email' }, portal)
  const { state, clock, steps } = describeShown(locale, shown, leavesAt)
  const step = steps.at(-1)
  return {
    kind,
    text,
    lang: locale,
    kept: {},
    seconds,
    sms: messageText({ ...message, channel: 'sms' }, portal).text,
    mail: { subject: mail.subject ?? '', text: mail.text },
    page: {
      head: translator(locale, shown.type === 'request' ? 'requests' : 'complaints')('page-title', {
        reference,
      }),
      subject,
      state,
      clock: { title: say('clock.title'), sentence: clock.sentence },
      step: { label: step?.label ?? '', what: step?.what ?? null, text },
    },
  }
}
