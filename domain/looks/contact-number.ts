import { plainNumber } from '../cases/case-number.ts'
import { referenceOf, yearOf } from '../reference.ts'

/** With the letter, which tells it from a complaint's, or a Latin one like it; a letter with nothing but a year is a part. */
const written = /^(?:х|x|h|kh) ?(?!20\d\d$)(?:(20\d\d) )?(\d{1,9})$/iu

/**
 * A contact's full number from a typed one: `Х-2026-00012`, `№ kh 2026 – 12.` or `х-12`.
 * @param now a number without a year is of the year of this moment.
 * @returns null for a text that is not a contact's number.
 */
export function readContactNumber(typed: string, now: Date): string | null {
  const [, year, number] = written.exec(plainNumber(typed)) ?? []
  if (!number) return null
  return contactNumber(year ?? yearOf(now), Number(number))
}

/** `Х-2026-00012`: the year in which it was taken, and a number with at least five digits. */
export const contactNumber = (year: string, number: number): string => referenceOf('Х', year, number)
