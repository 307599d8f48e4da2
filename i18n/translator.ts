import type { ReactNode } from 'react'
import {
  createTranslator,
  type MessageKeys,
  type NamespaceKeys,
  type NestedKeyOf,
  type NestedValueOf,
  type RichTranslationValues,
} from 'use-intl/core'
import type { Locale } from '#policy/locale.ts'
import { type Messages, messagesIn } from './messages.ts'

/** A part of the messages, by its dotted name. */
export type MessagePart = NamespaceKeys<Messages, NestedKeyOf<Messages>>
/** The keys of a part's sentences. */
export type Key<Name extends MessagePart> = MessageKeys<
  NestedValueOf<Messages, Name>,
  NestedKeyOf<NestedValueOf<Messages, Name>>
>
type Params = Record<string, string | number>

/** Says a part's sentences; a key that stands in the code is checked when compiling. */
export interface Say<Name extends MessagePart> {
  (key: Key<Name>, params?: Params): string
  /** A sentence with links and the like in it. */
  rich(key: Key<Name>, params: RichTranslationValues): ReactNode
  /** Says a sentence whose key is known only at run time. */
  dynamic(key: string, params?: Params): string
  has(key: string): key is Key<Name>
}

const made = new Map<string, unknown>()

/** The sentences of one part in one language. Each translator is made once, because it keeps what it has compiled. */
export function translator<Name extends MessagePart>(locale: Locale, part: Name): Say<Name> {
  const name = `${locale} ${part}`
  const say = made.get(name) ?? makeTranslator(locale, part)
  made.set(name, say)
  return say as Say<Name>
}

function makeTranslator(locale: Locale, namespace: string) {
  const all: Record<string, unknown> = { ...messagesIn(locale) }
  // Typed by `Say`: the translator's own types are for one namespace written in the code.
  const translate: object = createTranslator({ locale, messages: all, namespace, timeZone: 'Asia/Almaty' })
  return Object.assign(translate, { dynamic: translate })
}
