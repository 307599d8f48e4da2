import { Temporal } from 'temporal-polyfill'
import { dayIn, inZone } from '#policy/days.ts'
import type { Locale } from '#policy/locale.ts'

/**
 * Formats dates, times and numbers in the reader's language, in Almaty time, and on the server only: browsers cannot
 * format Kazakh.
 */
const zone = 'Asia/Almaty'

const months: Record<Locale, string[]> = {
  kk: [
    'қаңтар',
    'ақпан',
    'наурыз',
    'сәуір',
    'мамыр',
    'маусым',
    'шілде',
    'тамыз',
    'қыркүйек',
    'қазан',
    'қараша',
    'желтоқсан',
  ],
  ru: [
    'января',
    'февраля',
    'марта',
    'апреля',
    'мая',
    'июня',
    'июля',
    'августа',
    'сентября',
    'октября',
    'ноября',
    'декабря',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}
/** Kazakh months in the cases a sentence needs: on (-да), since (-дан бері), until (-ға дейін). */
const kazakhCases = {
  on: [
    'қаңтарда',
    'ақпанда',
    'наурызда',
    'сәуірде',
    'мамырда',
    'маусымда',
    'шілдеде',
    'тамызда',
    'қыркүйекте',
    'қазанда',
    'қарашада',
    'желтоқсанда',
  ],
  since: [
    'қаңтардан',
    'ақпаннан',
    'наурыздан',
    'сәуірден',
    'мамырдан',
    'маусымнан',
    'шілдеден',
    'тамыздан',
    'қыркүйектен',
    'қазаннан',
    'қарашадан',
    'желтоқсаннан',
  ],
  until: [
    'қаңтарға',
    'ақпанға',
    'наурызға',
    'сәуірге',
    'мамырға',
    'маусымға',
    'шілдеге',
    'тамызға',
    'қыркүйекке',
    'қазанға',
    'қарашаға',
    'желтоқсанға',
  ],
}
export type Case = 'plain' | keyof typeof kazakhCases

/** The calendar day of an instant in Almaty, or of an ISO date. */
const dayOf = (when: Date | string): Temporal.PlainDate | Temporal.ZonedDateTime =>
  typeof when === 'string' ? Temporal.PlainDate.from(when) : inZone(zone, when)

/**
 * A date in full: «2026 жылғы 20 желтоқсан», «20 декабря 2026 года», «20 December 2026».
 * @param grammar the case; only Kazakh shows it: «20 желтоқсанға», after which the sentence has «дейін», or
 *   «20 желтоқсаннан», after which it has «бастап» or «кешіктірмей».
 */
export function longDate(locale: Locale, when: Date | string, grammar: Case = 'plain'): string {
  const { year, month, day } = dayOf(when)
  const name = monthName(locale, month, grammar)
  if (locale === 'kk') return `${year}\u00a0жылғы ${day}\u00a0${name}`
  return locale === 'ru' ? `${day}\u00a0${name} ${year}\u00a0года` : `${day}\u00a0${name} ${year}`
}

/** A date without its year, for this year's: «20 желтоқсан», «20 декабря», «20 December». */
export function shortDate(locale: Locale, when: Date | string, grammar: Case = 'plain'): string {
  const { month, day } = dayOf(when)
  return `${day}\u00a0${monthName(locale, month, grammar)}`
}

/** «20.12.2026», for a text message, which has no room for more. */
export function digitDate(when: Date | string): string {
  const { year, month, day } = dayOf(when)
  return [day, month]
    .map((part) => String(part).padStart(2, '0'))
    .concat(String(year))
    .join('.')
}

/** A date with its year only when that is not the present year. */
export const nearDate = (locale: Locale, when: Date | string, now: Date, grammar: Case = 'plain'): string =>
  dayOf(when).year === dayOf(now).year ? shortDate(locale, when, grammar) : longDate(locale, when, grammar)

/** «14:02» in Almaty. */
export const clockTime = (when: Date): string => clock.format(when)
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })

/** «2026-12-02 14:23» in Almaty, which every spreadsheet reads as a time. */
export const tableTime = (when: Date): string => tableClock.format(when)
const tableClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  dateStyle: 'short',
  timeStyle: 'short',
})

/** «14:02:03» in Almaty. */
export const preciseTime = (when: Date): string => preciseClock.format(when)
const preciseClock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' })

/** Kazakh endings of a number's last word: екіде, үште, алтыда, қырықта; екіге, үшке, алтыға, қырыққа. */
const kazakhEndings = {
  at: {
    ones: ['', 'де', 'де', 'те', 'те', 'те', 'да', 'де', 'де', 'да'],
    tens: ['де', 'да', 'да', 'да', 'та', 'де'],
  },
  until: {
    ones: ['', 'ге', 'ге', 'ке', 'ке', 'ке', 'ға', 'ге', 'ге', 'ға'],
    tens: ['ге', 'ға', 'ға', 'ға', 'қа', 'ге'],
  },
}
function kazakhTime(when: Date, grammar: keyof typeof kazakhEndings): string {
  const time = clockTime(when)
  const minute = Number(time.slice(-2))
  const { ones, tens } = kazakhEndings[grammar]
  return `${time}\u2011${ones[minute % 10] || tens[Math.floor(minute / 10)]}`
}

/** A time of day inside a sentence: «14:02-де», «в 14:02», «at 14:02». */
export function atTime(locale: Locale, when: Date): string {
  if (locale === 'kk') return kazakhTime(when, 'at')
  return `${locale === 'ru' ? 'в' : 'at'}\u00a0${clockTime(when)}`
}

/** A time of day by which something is due: «18:00-ге», after which the sentence has «дейін»; otherwise «18:00». */
export const untilTime = (locale: Locale, when: Date): string =>
  locale === 'kk' ? kazakhTime(when, 'until') : clockTime(when)

/** A moment in a list: «20 қараша, 16:24»; with the year when that is not the present year. */
export const moment = (locale: Locale, when: Date, now: Date): string =>
  `${nearDate(locale, when, now)}, ${clockTime(when)}`

/** The instant of a time typed in Almaty, such as `2026-11-20T14:02`; null when the text is no time. */
export function typedMoment(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null
  try {
    return new Date(Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds)
  } catch {
    return null
  }
}

export function weekday(locale: Locale, when: Date | string): string {
  const { year, month, day } = dayOf(when)
  return weekdays[locale].format(Date.UTC(year, month - 1, day))
}
const weekdayIn = (locale: Locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'long' })
const weekdays = { kk: weekdayIn('kk'), ru: weekdayIn('ru'), en: weekdayIn('en') }

const numbers = {
  kk: new Intl.NumberFormat('kk'),
  ru: new Intl.NumberFormat('ru'),
  en: new Intl.NumberFormat('en'),
} satisfies Record<Locale, Intl.NumberFormat>

export const number = (locale: Locale, value: number): string => numbers[locale].format(value)

/** «184 КБ», «1,2 МБ»: for files, in units of 1024. */
export function fileSize(locale: Locale, bytes: number): string {
  const units = locale === 'en' ? ['B', 'KB', 'MB'] : ['Б', 'КБ', 'МБ']
  const power = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2
  const value = bytes / 1024 ** power
  const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: power === 2 ? 1 : 0 }).format(value)
  return `${shown}\u00a0${units[power]}`
}

/** With a small first letter, as inside a sentence. An abbreviation such as «ЖСН» or «SMS» stays as it is. */
export const lowerFirst = (text: string): string =>
  /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The Almaty calendar day of an instant, as ISO date. */
export const isoDay = (when: Date): string => dayIn(zone, when)

const monthName = (locale: Locale, month: number, grammar: Case): string =>
  (locale === 'kk' && grammar !== 'plain' ? kazakhCases[grammar] : months[locale])[month - 1] ?? ''

/** Words in the language's quotation marks: «…», and within them „…“; in English “…”. */
export const quoted = (locale: Locale, words: string): string =>
  locale === 'en' ? `“${words}”` : `«${words.replaceAll('«', '„').replaceAll('»', '“')}»`

/** The name of a country in the reader's language. @param code ISO 3166-1 alpha-2. */
export const countryName = (locale: Locale, code: string): string => countries[locale].of(code) ?? code
const countries = {
  kk: new Intl.DisplayNames('kk', { type: 'region' }),
  ru: new Intl.DisplayNames('ru', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
} satisfies Record<Locale, Intl.DisplayNames>
