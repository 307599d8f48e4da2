import { tableTime } from '../format.ts'

/** A moment as a table has it: {@link tableTime}. */
export function time(iso: string | null): string | null {
  if (!iso) return null
  // A zone is at a whole number of hours from UTC here, so the minutes are those of UTC.
  const hour = iso.slice(0, 13)
  const known = hours.get(hour)
  if (known) return known + iso.slice(13, 16)
  const written = tableTime(new Date(iso)).slice(0, 13)
  if (hours.size >= mostKept) hours.clear()
  hours.set(hour, written)
  return written + iso.slice(13, 16)
}
/** The hours of UTC that were asked for last, in Almaty's time: a long table asks for each many times. */
const hours = new Map<string, string>()
/** How much that is asked for again and again is remembered at most. */
export const mostKept = 5000
