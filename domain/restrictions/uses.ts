import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { deliveries } from '#db/schema/events.ts'
import { restrictionReads, restrictionReports } from '#db/schema/restrictions.ts'
import { systems } from '#db/schema/systems.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import { bankDay } from '../bank-time.ts'
import type { Ctx } from '../context.ts'
import { type RestrictionRow, restrictedFields } from '../restricted-fields.ts'
import { readKnownUses, withKnownUses } from './known-uses.ts'
import { restrictionOf } from './restriction-of-row.ts'
import { missingReports, silentFrom, toldUntil, unusedSince } from './rules.ts'
import type { RestrictionView, UseOfRestricted } from './schema.ts'

/** The customer's restricted fields, each with how it was used since. A customer without any costs one statement. */
export async function readRestrictions(ctx: Ctx, tx: Tx): Promise<Map<string, RestrictionView>> {
  const rows = await restrictedFields(tx, requireSubject(ctx))
  if (rows.size === 0) return new Map()
  const restricted = [...rows.values()]
  const [uses, reporters, known] = await Promise.all([
    readUses(ctx, tx, restricted),
    readReporters(ctx, tx, restricted),
    readKnownUses(ctx, tx, restricted),
  ])
  return new Map(
    restricted.map((row, nth) => {
      const { field, ...said } = restrictionOf(row)
      const view = { ...said, by: row.actorKind, use: useOf(ctx, row, nth, uses, reporters), known: [] }
      return [field, withKnownUses(view, known.get(field) ?? [])]
    }),
  )
}

/** The uses reported since each field was restricted, the latest first. */
async function readUses({ locale }: Ctx, tx: Tx, restricted: readonly RestrictionRow[]) {
  const { customerId, field, day, systemId, purpose, ground } = restrictionReads
  const fields = sql.param(restricted.map((row) => row.field))
  const days = sql.param(restricted.map(({ at }) => bankDay(at)))
  const lastDay = sql<string>`max(${day})::text`
  const rows = await tx
    .select({
      ...{ field, purpose, ground, name: systems.name, lastDay },
      count: sql`sum(${restrictionReads.count})`.mapWith(Number),
    })
    .from(restrictionReads)
    .innerJoin(systems, sql`${systems.id} = ${systemId}`)
    .innerJoin(
      sql`unnest(${fields}::text[], ${days}::date[]) as since (field, day)`,
      sql`since.field = ${field} and since.day <= ${day}`,
    )
    .where(sql`${customerId} = ${restricted[0]?.customerId ?? null}`)
    .groupBy(field, purpose, ground, systems.id)
    .orderBy(sql`max(${day}) desc`, systems.id, purpose, ground)
  const titles = new Map(catalogue().purposes.map(({ id, title }) => [id, title[locale]]))
  return rows.map(({ name, purpose: id, ...row }) => ({
    ...row,
    system: name[locale],
    purpose: titles.get(id) ?? null,
  }))
}

/** A system that has been told of one of the restrictions, or that reports. */
interface Reporter {
  system: string
  /** The restrictions of which it was told. */
  told: string[]
  firstDay: string | null
  lastDay: string | null
  /** Of how many days it has told before today, from the day of each restriction on. */
  reported: number[]
  /** The first day of which it has not told, from the day of each restriction or its own first report on. */
  missingFrom: string[]
}

async function readReporters(
  { locale, now }: Ctx,
  tx: Tx,
  restricted: readonly RestrictionRow[],
): Promise<Reporter[]> {
  const ids = sql.param(restricted.map(({ id }) => id))
  const days = sql.param(restricted.map(({ at }) => bankDay(at)))
  const own = sql`from ${restrictionReports} r where r.system_id = systems.id`
  const rows = await tx
    .select({
      name: systems.name,
      told: sql<string[]>`array(select distinct d.object_id from ${deliveries} d
        where d.customer_id = ${restricted[0]?.customerId ?? null} and d.object_id = any(${ids}::text[])
        and d.system_id = systems.id)`,
      firstDay: sql<string | null>`(select min(r.day)::text ${own})`,
      lastDay: sql<string | null>`(select max(r.day)::text ${own})`,
      missingFrom: sql<string[]>`array(
        select (select min(next.day)::text from (
            select greatest(since.day, (select min(r.day) ${own})) as day
            union all select r.day + 1 ${own} and r.day >= since.day
          ) next where not exists (select 1 ${own} and r.day = next.day))
        from unnest(${days}::date[]) with ordinality as since (day, nth) order by nth)`,
      reported: sql<number[]>`array(
        select (select count(*)::int ${own} and r.day >= since.day and r.day < ${bankDay(now)})
        from unnest(${days}::date[]) with ordinality as since (day, nth) order by nth)`,
    })
    .from(systems)
    .orderBy(systems.id)
  return rows
    .map(({ name, ...row }) => ({ ...row, system: name[locale] }))
    .filter(({ told, firstDay }) => told.length > 0 || firstDay !== null)
}

function useOf(
  { now }: Ctx,
  { id, field, at }: RestrictionRow,
  nth: number,
  all: Awaited<ReturnType<typeof readUses>>,
  reporters: readonly Reporter[],
): UseOfRestricted {
  const [setOn, today] = [bankDay(at), bankDay(now)]
  const uses = all.filter((use) => use.field === field).map(({ field: _, ...use }) => use)
  const own = reporters.map(({ system, told, firstDay, lastDay, reported, missingFrom }) => {
    const from = told.includes(id) || firstDay === null || firstDay < setOn ? setOn : firstDay
    const begun = firstDay !== null && firstDay <= from
    const until = toldUntil(from, (begun && missingFrom[nth]) || from)
    return { system, lastDay, until, missing: missingReports(from, today, reported[nth] ?? 0) }
  })
  const untils = own.map(({ until }) => until).filter((day) => day !== null)
  const everyone = untils.length === own.length
  return {
    uses,
    unusedSince: unusedSince(setOn, uses[0]?.lastDay ?? null),
    reportedUntil: everyone ? (untils.toSorted()[0] ?? null) : null,
    silent: own.filter(({ missing }) => missing >= silentFrom).map(({ until: _, ...system }) => system),
  }
}
