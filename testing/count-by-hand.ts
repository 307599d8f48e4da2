import { catalogue } from '#policy/load.ts'
import type { Clock } from '#policy/schema.ts'

/** A pause as a clerk writes it down: asked and answered at these moments, and waiting until that ISO date at most. */
interface Waited {
  askedAt: Date
  until: string
  answeredAt: Date | null
}

/**
 * Another way to the last day of a clock: no time zone data, no list of days; a day number and Zeller's congruence, and a set
 * of the days at whose end the bank waits for the customer.
 */
export function countByHand(
  { amount, unit }: Clock,
  receivedAt: Date,
  pauses: readonly Waited[] = [],
): string {
  const waiting = new Set(pauses.flatMap(daysWaited))
  let day = dayNumberOf(receivedAt)
  for (let left = amount; left > 0; ) {
    day += 1
    if ((unit === 'calendar-days' || isWorked(day)) && !waiting.has(day)) left -= 1
  }
  return isoOf(day)
}

/** Almaty's day of a moment, as a number: at +06 until 29 February 2024, 18:00 UTC, and at +05 since. */
function dayNumberOf(moment: Date): number {
  const hours = moment.getTime() < Date.UTC(2024, 1, 29, 18) ? 6 : 5
  return Math.floor((moment.getTime() / 3_600_000 + hours) / 24)
}

function daysWaited({ askedAt, until, answeredAt }: Waited): number[] {
  const days: number[] = []
  const end = answeredAt ? dayNumberOf(answeredAt) : Number.POSITIVE_INFINITY
  for (let day = dayNumberOf(askedAt); day < end && isoOf(day) <= until; day += 1) days.push(day)
  return days
}

function isWorked(dayNumber: number): boolean {
  const iso = isoOf(dayNumber)
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  const exceptions = catalogue().calendar.years.find((one) => one.year === year)
  if (exceptions?.worked.includes(iso)) return true
  if (exceptions?.off.includes(iso)) return false
  const [m, y] = month < 3 ? [month + 12, year - 1] : [month, year]
  const zeller =
    (day +
      Math.floor((13 * (m + 1)) / 5) +
      y +
      Math.floor(y / 4) -
      Math.floor(y / 100) +
      Math.floor(y / 400)) %
    7
  return zeller > 1
}

const isoOf = (dayNumber: number) => new Date(dayNumber * 86_400_000).toISOString().slice(0, 10)
