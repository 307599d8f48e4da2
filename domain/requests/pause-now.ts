import { dayIn } from '#policy/days.ts'
import { catalogue } from '#policy/load.ts'
import type { CaseSummary } from '../cases/schema.ts'
import type { Ctx } from '../context.ts'
import type { Pause } from '../deadlines.ts'
import type { RequestSummary } from './schema.ts'

/** The pause in which the clock of a request stands now; null while it runs, and once it has run out. */
export function pauseNow(
  { now }: Pick<Ctx, 'now'>,
  { state, progress }: Pick<CaseSummary, 'state' | 'progress'>,
  pauses: readonly Pause[],
): RequestSummary['pause'] {
  const last = pauses.at(-1)
  if (state !== 'waiting-customer' || progress?.state === 'late' || !last || last.answeredAt !== null)
    return null
  const { reason, until } = last
  return dayIn(catalogue().calendar.zone, now) <= until ? { reason, until } : null
}
