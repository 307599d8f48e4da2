import type { systems } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { worstOf } from './health-state.ts'
import type { Health, SystemLine } from './schema.ts'

interface Held {
  health: readonly { health: Health }[]
  /** The valid keys. */
  keys: readonly { expiresAt: Date }[]
}

/** A system's line in the list, with the figures of all its subscriptions. */
export function systemLine(
  ctx: Ctx,
  system: typeof systems.$inferSelect,
  { health, keys }: Held,
): SystemLine {
  const all = health.map((one) => one.health)
  const sum = (of: (one: Health) => number) => all.reduce((total, one) => total + of(one), 0)
  return {
    id: system.id,
    name: system.name[ctx.locale],
    healthState: worstOf(all.map(({ healthState }) => healthState)),
    late: sum(({ late }) => late),
    waiting: sum(({ waiting }) => waiting),
    failing: sum(({ failing }) => failing),
    lastSentAt: latest(all.map(({ lastSentAt }) => lastSentAt)),
    keys: keys.length,
    keysUntil: keys.map(({ expiresAt }) => expiresAt).toSorted(byTime)[0] ?? null,
  }
}

const byTime = (one: Date, other: Date): number => one.getTime() - other.getTime()
const latest = (moments: readonly (Date | null)[]): Date | null =>
  moments
    .filter((moment) => moment !== null)
    .toSorted(byTime)
    .at(-1) ?? null
