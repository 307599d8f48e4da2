import { and, asc, gt, isNull } from 'drizzle-orm'
import { systemKeys, systems } from '#db/schema/systems.ts'
import { may } from '../access.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readHealth } from './health.ts'
import { byHealthState } from './health-state.ts'
import type { SystemsView } from './schema.ts'
import { systemLine } from './system-line.ts'

/** Every system of the bank with its health, the worst first. */
export const listSystems = verb('systems:show', async (ctx): Promise<SystemsView> => {
  const [all, health, keys] = await read(ctx, (tx) =>
    Promise.all([
      tx.select().from(systems).orderBy(asc(systems.id)),
      readHealth(ctx, tx),
      tx
        .select({ systemId: systemKeys.systemId, expiresAt: systemKeys.expiresAt })
        .from(systemKeys)
        .where(and(isNull(systemKeys.revokedAt), gt(systemKeys.expiresAt, ctx.now))),
    ]),
  )
  const lines = all.map((system) =>
    systemLine(ctx, system, {
      health: health.filter(({ subscription }) => subscription.systemId === system.id),
      keys: keys.filter(({ systemId }) => systemId === system.id),
    }),
  )
  return {
    systems: lines.toSorted(
      (one, other) => byHealthState(one, other) || one.name.localeCompare(other.name, ctx.locale),
    ),
    can: { keep: may(ctx, 'systems:keep') },
  }
})
