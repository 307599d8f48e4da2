import type { Progress } from '../deadlines.ts'

/** At which shares of the answer's clock, in percent, the staff are reminded; 100 says that it is late. */
export const shares = [50, 80, 95, 100] as const
export type Share = (typeof shares)[number]

/** The greatest of the {@link shares} that has passed; null before the first. 100 only once the last day is past. */
export function shareReached({ day, of, state }: Progress): Share | null {
  if (state === 'late') return 100
  return shares.findLast((share) => share < 100 && day * 100 >= of * share) ?? null
}

export const isShare = (value: number): value is Share => shares.some((share) => share === value)

/** Ends within a week: so many days are left at most. */
export const soonDays = 7

/** `Ш-2026-00417`, from which year and number are read wherever they are typed without the rest. */
const reference = /^(?:ш-?)?(?:(\d{4})-)?0*(\d{1,9})$/iu

/**
 * A complaint's number as it stands on its row, from what someone typed: `Ш-2026-00417`, `2026-417` or `417`.
 * @param year the year meant where none is typed.
 * @returns null for what is no number of a complaint.
 */
export function readReference(typed: string, year: string): string | null {
  const [, ofYear, number] = reference.exec(typed.replace(/[\s№]/g, '').replace(/[–—−]/g, '-')) ?? []
  return number ? `Ш-${ofYear ?? year}-${number.padStart(5, '0')}` : null
}
