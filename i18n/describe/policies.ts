import type { ClockContent } from '#domain/policies/schema.ts'
import type { Say } from '../words.ts'

/** How long a yes lasts: `P3Y` becomes «3 жыл». @throws RangeError for anything but one number and one unit. */
export function describePeriod(say: Say, period: string): string {
  const [, amount, unit] = /^P(\d+)([YMD])$/.exec(period) ?? []
  if (!amount || !unit) throw new RangeError(`not a duration of one unit: ${period}`)
  return say(`period.${unit}`, { amount: Number(amount) })
}

/** Minutes in the largest unit that fits whole: «15 минут», «4 сағат». */
export const describeMinutes = (say: Say, minutes: number): string =>
  minutes % 60 === 0 ? say('hours', { amount: minutes / 60 }) : say('minutes', { amount: minutes })

/** «30 күнтізбелік күн», «1 рабочий день». */
export const describeClock = (say: Say, { amount, unit }: Pick<ClockContent, 'amount' | 'unit'>): string =>
  say(`clocks.${unit}`, { amount })

/** A checksum in groups of four, as people compare it. */
export const groupHash = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? hash
