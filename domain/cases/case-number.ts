import type { CaseType } from '#db/schema/case-codes.ts'
import { referenceOf, yearOf } from '../reference.ts'

/** The letter that numbers begin with, by the type of the case, and what is typed in its place. */
const letters: Record<CaseType, { letter: string; typed: string }> = {
  complaint: { letter: 'Ш', typed: 'ш|sh' },
  request: { letter: 'С', typed: 'с|c|s' },
}
/** Signs that stand around a number in a text, and the sign before it: `№`, which NFKC makes `No`, or `#`. */
const around = /^[«"“„(']+|[»"”)'.,;:\s]+$/g
const sign = /^(?:#|no?\.?) ?/i
/**
 * Dashes and spaces are one space each here. Without letter and year a number has at most seven digits, because longer
 * ones are a part of an IIN or of a phone number; a letter with nothing but a year is a part of a number.
 */
const named = (typed: string) =>
  new RegExp(String.raw`^(?:(?:${typed}) ?(?!20\d\d$))?(?:(20\d\d) (\d[\d ]*)|(\d+))$`, 'iu')
const patterns = { complaint: named(letters.complaint.typed), request: named(letters.request.typed) }
const bare = /^\d{1,7}$/
const mostDigits = 9

/**
 * The full number of a case from a typed one: `Ш-2026-00417`, `№ sh 2026 – 417.`, `2026-417` or `417`. Every page that
 * takes such a number reads it with this.
 * @param now a number without a year is of the year of this moment.
 * @returns null for a text that is not the number of a case of this type.
 */
export function readCaseNumber(type: CaseType, typed: string, now: Date): string | null {
  const [whole = '', ofYear, inYear, alone] = patterns[type].exec(plainNumber(typed)) ?? []
  const digits = inYear ?? alone
  if (!digits || (whole === alone && !bare.test(alone))) return null
  const number = digits.replaceAll(' ', '').replace(/^0+(?=\d)/, '')
  if (number.length > mostDigits) return null
  return caseNumber(type, ofYear ?? yearOf(now), number)
}

/** A typed number without its sign and what stands around it, each dash and space one space. */
export const plainNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\p{Pd}\u2212\s]+/gu, ' ')
    .trim()
    .replace(around, '')
    .replace(sign, '')

/** `Ш-2026-00417`: the year of receipt, and a number with at least five digits. */
export const caseNumber = (type: CaseType, year: string, number: number | string): string =>
  referenceOf(letters[type].letter, year, number)
