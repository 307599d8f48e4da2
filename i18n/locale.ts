import { cookieName } from '#config'
import { type Locale, locales } from '#policy/locale.ts'

export const localeCookie = cookieName('arqau.locale')
export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)

/**
 * The reader's language: what was chosen, else the browser's first language we have, else Kazakh.
 * @param acceptLanguage the header of RFC 9110, section 12.5.4.
 */
export function pickLocale(
  chosen: string | undefined,
  acceptLanguage: string | null,
  otherwise: Locale = 'kk',
): Locale {
  if (isLocale(chosen)) return chosen
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';')
      const quality = params.map((param) => /^\s*q=([\d.]+)$/.exec(param)?.[1]).find(Boolean)
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .sort((a, b) => b.quality - a.quality)
  return wanted.map(({ language }) => language).find(isLocale) ?? otherwise
}
