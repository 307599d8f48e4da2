import { type Health, type Standing, standings } from './schema.ts'

/** Longer than this nothing waits that goes as it should. */
export const behindSeconds = 60

interface Facts extends Pick<Health, 'late' | 'failing' | 'lagSeconds'> {
  state: string
}

/** How a subscription that staff have not removed does. */
export function standingOf({ state, late, failing, lagSeconds }: Facts): Health['standing'] {
  if (late > 0) return 'late'
  if (state === 'disabled') return 'gone'
  if (state === 'paused') return 'paused'
  if (failing > 0) return 'failing'
  return lagSeconds !== null && lagSeconds > behindSeconds ? 'behind' : 'well'
}

/** The worst of several; `silent` of none. */
export const worstOf = (all: readonly Standing[]): Standing =>
  standings.find((standing) => all.includes(standing)) ?? 'silent'

/** Orders the worst first. */
export const byStanding = (one: { standing: Standing }, other: { standing: Standing }): number =>
  standings.indexOf(one.standing) - standings.indexOf(other.standing)
