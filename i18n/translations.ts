import { type getTranslations as fresh, getLocale } from 'next-intl/server'
import { createTranslator, type NamespaceKeys, type NestedKeyOf } from 'use-intl/core'
import { type Messages, messages } from './messages.ts'

/** The words of one part, for handing on to what stands inside it. */
export type Translations<Part extends NamespaceKeys<Messages, NestedKeyOf<Messages>>> = Awaited<
  ReturnType<typeof getTranslations<Part>>
>

const made = new Map<string, unknown>()

/**
 * The words of a page's part, as next-intl gives them, but made once: its own are made anew for every request, each
 * sentence taken apart again.
 */
export const getTranslations = (async (namespace: string) => {
  const locale = await getLocale()
  const name = `${locale} ${namespace}`
  if (!made.has(name)) {
    const options = {
      locale,
      messages: messages(locale),
      namespace: namespace as never,
      timeZone: 'Asia/Almaty',
    }
    made.set(name, createTranslator(options))
  }
  return made.get(name)
}) as typeof fresh
