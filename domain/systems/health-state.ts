import { type Health, type HealthState, healthStates } from './schema.ts'

/** A delivery that waits longer than this is behind. */
export const behindSeconds = 60

interface Facts extends Pick<Health, 'late' | 'failing' | 'lagSeconds' | 'lastSentAt'> {
  state: string
}

/** The health of a subscription that staff have not removed. */
export function healthStateOf({
  state,
  late,
  failing,
  lagSeconds,
  lastSentAt,
}: Facts): Health['healthState'] {
  if (late > 0) return 'late'
  if (state === 'disabled') return 'gone'
  if (state === 'draft') return 'draft'
  if (state === 'paused') return 'paused'
  if (failing > 0) return 'failing'
  if (lagSeconds !== null && lagSeconds > behindSeconds) return 'behind'
  return lastSentAt ? 'well' : 'unsent'
}

/** The worst of several; `silent` when there are none. */
export const worstOf = (all: readonly HealthState[]): HealthState =>
  healthStates.find((state) => all.includes(state)) ?? 'silent'

/** Orders the worst first. */
export const byHealthState = (
  one: { healthState: HealthState },
  other: { healthState: HealthState },
): number => healthStates.indexOf(one.healthState) - healthStates.indexOf(other.healthState)
