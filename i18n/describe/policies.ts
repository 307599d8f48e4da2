import type { ClockContent } from '#domain/policies/content-schema.ts'
import type { Locale } from '#policy/locale.ts'
import { translator } from '../translator.ts'

/** The term of a consent: `P3Y` becomes «3 жыл». @throws RangeError for anything but one number and one unit */
export function describePeriod(locale: Locale, period: string): string {
  const say = translator(locale, 'policies')
  const [, amount, unit] = /^P(\d+)([YMD])$/.exec(period) ?? []
  if (!amount || !unit) throw new RangeError(`not a duration of one unit: ${period}`)
  return say.dynamic(`period.${unit}`, { amount: Number(amount) })
}

/** Minutes in the largest unit that fits whole: «15 минут», «4 сағат». */
export function describeMinutes(locale: Locale, minutes: number): string {
  const say = translator(locale, 'policies')
  return minutes % 60 === 0 ? say('hours', { amount: minutes / 60 }) : say('minutes', { amount: minutes })
}

/** «30 күнтізбелік күн», «1 рабочий день». */
export const describePolicyClock = (
  locale: Locale,
  { amount, unit }: Pick<ClockContent, 'amount' | 'unit'>,
): string => translator(locale, 'policies')(`clocks.${unit}`, { amount })

/** «өтініш түскен күннен», "from the day it is received"; null where the version does not say so. */
export const describeClockStart = (locale: Locale, { starts }: Pick<ClockContent, 'starts'>): string | null =>
  starts && translator(locale, 'policies')(`clocks.starts.${starts}`)

/** A checksum in groups of four, as people compare it. */
export const groupHash = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash
