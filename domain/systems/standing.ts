import { type Health, type Standing, standings } from './schema.ts'

/** A delivery that waits longer than this is behind. */
export const behindSeconds = 60

interface Facts extends Pick<Health, 'late' | 'failing' | 'lagSeconds'> {
  state: string
}

/** The health of a subscription that staff have not removed. */
export function standingOf({ state, late, failing, lagSeconds }: Facts): Health['standing'] {
  if (late > 0) return 'late'
  if (state === 'disabled') return 'gone'
  if (state === 'paused') return 'paused'
  if (failing > 0) return 'failing'
  return lagSeconds !== null && lagSeconds > behindSeconds ? 'behind' : 'well'
}

/** The worst of several; `silent` when there are none. */
export const worstOf = (all: readonly Standing[]): Standing =>
  standings.find((standing) => all.includes(standing)) ?? 'silent'

/** Orders the worst first. */
export const byStanding = (one: { standing: Standing }, other: { standing: Standing }): number =>
  standings.indexOf(one.standing) - standings.indexOf(other.standing)
