import Negotiator from 'negotiator'
import { cookieName } from '#config'
import { type Locale, locales } from '#policy/locale.ts'

export const localeCookie = cookieName('arqau.locale')
export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)

/**
 * The reader's language: what was chosen, else the browser's first language we have, else Kazakh. A language is known by
 * its first part alone: best-fit matching would give English to readers of `kk-Latn`.
 * @param acceptLanguage the header of RFC 9110, section 12.5.4.
 */
export function pickLocale(
  chosen: string | undefined,
  acceptLanguage: string | null,
  otherwise: Locale = 'kk',
): Locale {
  if (isLocale(chosen)) return chosen
  const wanted = new Negotiator({ headers: { 'accept-language': acceptLanguage ?? '' } }).languages()
  return wanted.map((tag) => tag.toLowerCase().split('-')[0]).find(isLocale) ?? otherwise
}
