import {
  type AbstractIntlMessages,
  createTranslator,
  type NamespaceKeys,
  type NestedKeyOf,
} from 'use-intl/core'
import type { Locale } from '#policy/locale.ts'
import { type Messages, messages } from './messages.ts'

/** A part of the messages, by its dotted name. */
export type Part = NamespaceKeys<Messages, NestedKeyOf<Messages>>

/** Words outside a page, by keys known only at run time; `has` tells whether there is a sentence for a key. */
export interface Say {
  (key: string, params?: Record<string, string | number>): string
  has(key: string): boolean
}

const made = new Map<string, Say>()

/** Words of one namespace. Made once: a translator keeps what it has compiled. */
export function words(locale: Locale, namespace: Part): Say {
  const name = `${locale} ${namespace}`
  const say = made.get(name) ?? makeWords(locale, namespace)
  made.set(name, say)
  return say
}

function makeWords(locale: Locale, namespace: Part): Say {
  const all: AbstractIntlMessages = messages(locale)
  const translate = createTranslator({ locale, messages: all, namespace, timeZone: 'Asia/Almaty' })
  // The translator's types want keys known when compiling; these come from errors and message kinds.
  return Object.assign(
    (key: string, params?: Record<string, string | number>) => translate(key as never, params as never),
    {
      has: (key: string) => translate.has(key as never),
    },
  )
}
