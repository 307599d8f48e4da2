import type { Locale } from '#policy/locale.ts'
import { bindWords } from './bind-words.ts'
import { type Joined, joinSubjects } from './join-subjects.ts'
import en from './messages/en/index.ts'
import kk from './messages/kk/index.ts'
import ru from './messages/ru/index.ts'

/** All sentences of a language. Kazakh sets the shape; a test holds Russian and English to the same keys. */
export type Messages = Joined<typeof kk>

const all: Record<Locale, Messages> = {
  kk: joinSubjects(bindWords(kk)),
  ru: joinSubjects(bindWords(ru)),
  en: joinSubjects(bindWords(en)),
}

export const messagesIn = (locale: Locale): Messages => all[locale]
