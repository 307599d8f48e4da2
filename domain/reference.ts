import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'

// The numbers that customers and staff read out: of cases, of contacts and of certificates.

/** `Ш-2026-00417`: a letter, a year, and a number with at least five digits. */
export const referenceOf = (letter: string, year: string, number: number | string): string =>
  `${letter}-${year}-${String(number).padStart(5, '0')}`

/** The year of a moment in the calendar's zone. */
export const yearOf = (moment: Date): string => dayIn(catalogue().calendar.zone, moment).slice(0, 4)

/** The next number of a sequence, which nothing else has. */
export async function nextNumber(
  tx: Tx,
  sequence: 'complaint_numbers' | 'request_numbers' | 'contact_numbers' | 'certificate_numbers',
): Promise<number> {
  const numbers = sql`(select nextval(${sequence})::int as number) as numbers`
  const [next] = await tx.select({ number: sql<number>`number` }).from(numbers)
  if (!next) throw new Error('the sequence gave no number')
  return next.number
}
