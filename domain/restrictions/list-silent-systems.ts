import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { restrictionReports, restrictions } from '#db/schema/restrictions.ts'
import { subscriptions, systems } from '#db/schema/systems.ts'
import { bankDay } from '../bank-time.ts'
import type { Ctx } from '../context.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { missingReports, silentFrom } from './rules.ts'
import type { SilentLine } from './schema.ts'

/**
 * The systems whose reports of restricted data are missing for two days or more, the most first. A system reports from the day
 * on which it first did, or since which it hears of restrictions and there are any.
 */
export const listSilentSystems = verb('deliveries:oversee', async (ctx): Promise<SilentLine[]> => {
  const today = bankDay(ctx.now)
  return read(ctx, async (tx) => {
    const reporters = await readReporters(ctx, tx)
    const reported = await countReports(tx, reporters, today)
    return reporters
      .map(({ from, ...system }, nth) => ({
        ...system,
        missing: missingReports(from, today, reported[nth] ?? 0),
      }))
      .filter(({ missing }) => missing >= silentFrom)
      .toSorted((one, other) => other.missing - one.missing)
  })
})

/** The systems that report, each with the day from which on it does. */
async function readReporters({ locale }: Ctx, tx: Tx) {
  const own = sql`from ${restrictionReports} r where r.system_id = systems.id`
  const rows = await tx
    .select({
      id: systems.id,
      name: systems.name,
      hears: sql`(select min(s.live_since) from ${subscriptions} s
        where s.system_id = systems.id and 'restriction.set' = any(s.types))`.mapWith(
        subscriptions.liveSince,
      ),
      first: sql`(select min(${restrictions.at}) from ${restrictions})`.mapWith(restrictions.at),
      firstDay: sql<string | null>`(select min(r.day)::text ${own})`,
      lastDay: sql<string | null>`(select max(r.day)::text ${own})`,
    })
    .from(systems)
    .orderBy(systems.id)
  return rows.flatMap(({ id, name, hears, first, firstDay, lastDay }) => {
    const told = hears && first ? [bankDay(hears > first ? hears : first)] : []
    const [from] = [...told, ...(firstDay === null ? [] : [firstDay])].toSorted()
    return from === undefined ? [] : [{ id, system: name[locale], lastDay, from }]
  })
}

/** Of how many days before today each has told, in their order. */
async function countReports(
  tx: Tx,
  reporters: readonly { id: string; from: string }[],
  today: string,
): Promise<number[]> {
  const ids = sql.param(reporters.map(({ id }) => id))
  const days = sql.param(reporters.map(({ from }) => from))
  const { systemId, day } = restrictionReports
  const rows = await tx
    .select({
      reported: sql<number>`(select count(*)::int from ${restrictionReports}
        where ${systemId} = asked.system_id and ${day} >= asked.from_day and ${day} < ${today})`,
    })
    .from(sql`unnest(${ids}::text[], ${days}::date[]) with ordinality as asked (system_id, from_day, nth)`)
    .orderBy(sql`asked.nth`)
  return rows.map(({ reported }) => reported)
}
