import { and, asc, count, eq, lte, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { liftedReasons, restrictionReads, restrictions } from '#db/schema/restrictions.ts'
import { bankDay } from '../bank-time.ts'
import { historyOf, readVersions } from '../policies/history.ts'
import type { RestrictionRow } from '../restricted-fields.ts'
import { restrictionOf } from '../restrictions/restriction-of-row.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'
import { systemNames } from './system-names.ts'

type Record = CopyRecords['restrictions']
type NameOf = Awaited<ReturnType<typeof systemNames>>

/** A restriction with the row that lifted it, and when the field was restricted again. */
interface Row {
  set: RestrictionRow
  lifted: RestrictionRow | null
  againAt: Date | null
}

/** How many restrictions are in memory together; each has its days. */
const atOnce = 20
// The rows of a field have numbers without gaps, and setting and lifting take turns.
const lifting = alias(restrictions, 'lifting')
const again = alias(restrictions, 'again')

/** The restrictions of the customer's data, oldest first, with what systems reported of uses, day by day. */
export function restrictionTable(reading: Reading): CopyTable<'restrictions'> {
  const { ctx, asOf } = reading
  const own = and(
    eq(restrictions.customerId, ctx.subject),
    eq(restrictions.kind, 'set'),
    lte(restrictions.at, asOf),
  )
  const after = ({ set }: Row) =>
    sql`(${restrictions.at}, ${restrictions.id}) > (${set.at.toISOString()}::timestamptz, ${set.id}::uuid)`
  const later = (row: typeof lifting | typeof again, steps: number) =>
    and(
      eq(row.customerId, restrictions.customerId),
      eq(row.field, restrictions.field),
      eq(row.number, sql`${restrictions.number} + ${steps}::int`),
      lte(row.at, asOf),
    )
  return {
    part: 'restrictions',
    name: 'restrictions',
    count: async (tx) => (await tx.select({ all: count() }).from(restrictions).where(own))[0]?.all ?? 0,
    pages: () =>
      pagesOf<Row, Record>(
        (last, limit) =>
          read(ctx, (tx) =>
            tx
              .select({ set: restrictions, lifted: lifting, againAt: again.at })
              .from(restrictions)
              .leftJoin(lifting, later(lifting, 1))
              .leftJoin(again, later(again, 2))
              .where(and(own, last ? after(last) : undefined))
              .orderBy(asc(restrictions.at), asc(restrictions.id))
              .limit(limit),
          ),
        (rows) => read(ctx, (tx) => recordsOf(tx, reading, rows)),
        atOnce,
      ),
  }
}

async function recordsOf(tx: Tx, reading: Reading, rows: readonly Row[]): Promise<Record[]> {
  const { locale } = reading.ctx
  const mentions = rows.map(({ set }) => ({ kind: 'field', id: set.field, written: set.at }) as const)
  const versions = await readVersions(tx)
  const [history, days] = await Promise.all([historyOf(tx, versions, mentions), readDays(tx, reading, rows)])
  const actors = rows.flatMap(({ set, lifted }) => [set, lifted ?? []].flat().map(({ actorId }) => actorId))
  const nameOf = await systemNames(tx, [...actors, ...days.flatMap(({ systems }) => systems)], locale)
  const daysOf = Map.groupBy(days, ({ nth }) => nth)
  return rows.map(({ set, lifted }, nth) => {
    const { field: id, since, reason, allowed } = restrictionOf(set)
    return {
      id: set.id,
      field: { id, title: history.title('field', id, set.at, locale) },
      setAt: since.toISOString(),
      setBy: actorOf(set, nameOf),
      ...{ reason, allowed },
      lifted: lifted && liftedOf(lifted, nameOf),
      uses: (daysOf.get(nth) ?? []).map(({ day, count: uses, withoutGround, systems }) => ({
        ...{ day, count: uses, withoutGround },
        systems: systems.map(nameOf),
      })),
    }
  })
}

function liftedOf(row: RestrictionRow, nameOf: NameOf): Record['lifted'] {
  const reason = liftedReasons.find((one) => one === row.reason)
  if (!reason) throw new Error('a restriction is lifted for one of the reasons to lift it')
  return { at: row.at.toISOString(), by: actorOf(row, nameOf), reason }
}

const actorOf = ({ actorKind: kind, actorId: id }: RestrictionRow, nameOf: NameOf): Record['setBy'] =>
  kind === 'system' ? { kind, ...nameOf(id) } : { kind, id, title: null }

/** The uses of each restriction, a sum for each day. A day on which a field was restricted twice is the later one's. */
function readDays(tx: Tx, { ctx, asOf }: Reading, rows: readonly Row[]) {
  const { customerId, field, day, systemId, ground, recordedAt } = restrictionReads
  const uses = sql`sum(${restrictionReads.count})`
  const fields = sql.param(rows.map(({ set }) => set.field))
  const from = sql.param(rows.map(({ set }) => bankDay(set.at)))
  const until = sql.param(rows.map(({ againAt }) => (againAt ? bankDay(againAt) : 'infinity')))
  const nth = sql<number>`since.nth::int - 1`
  return tx
    .select({
      nth,
      day,
      count: uses.mapWith(Number),
      withoutGround: sql`coalesce(${uses} filter (where ${ground} = 'none'), 0)`.mapWith(Number),
      systems: sql<string[]>`array_agg(distinct ${systemId} order by ${systemId})`,
    })
    .from(restrictionReads)
    .innerJoin(
      sql`unnest(${fields}::text[], ${from}::date[], ${until}::date[])
        with ordinality as since (field, from_day, until_day, nth)`,
      sql`since.field = ${field} and since.from_day <= ${day} and ${day} < since.until_day`,
    )
    .where(and(eq(customerId, ctx.subject), lte(recordedAt, asOf)))
    .groupBy(sql`since.nth`, day)
    .orderBy(sql`since.nth`, asc(day))
}
