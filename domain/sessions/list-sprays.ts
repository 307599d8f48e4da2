import { and, asc, desc, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { auditLog, traceCounts } from '#db/schema/activity.ts'
import { signInActions } from '#db/schema/audit-actions.ts'
import { isOneOf } from '#db/schema/codes.ts'
import { nobody } from '#db/schema/roles.ts'
import { dayMs, hourMs } from '#policy/days.ts'
import type { Ctx } from '../context.ts'
import { traceBounds } from '../record.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { Spray, SpraysView } from './schema.ts'

/** Listed are addresses with so many missed numbers, and numbers with so many missed addresses; `docs/operations.md` says the same. */
export const sprayFrom = { addresses: 5, numbers: 3 }
const listed = 50
/** At most so many rows are read, the newest; the view says since when they are. */
const mostRows = 200_000

/**
 * The addresses that tried many numbers in the last 24 hours without signing in, and the numbers that many addresses tried,
 * by the rows of sign-ins. The worst are those with the most misses, weighted by their share of all: an operator's address,
 * behind which thousands sign in and some do not, comes after one that only tries.
 * @param rows how many are read at most; tests read fewer.
 */
export const listSprays = verb('sign-ins:oversee', (ctx, rows: number = mostRows): Promise<SpraysView> => {
  const since = new Date(ctx.now.getTime() - dayMs)
  return read(ctx, async (tx) => {
    const [found, [together], [unread]] = await Promise.all([
      readSprays(ctx, tx, since, rows),
      tx
        .select({ count: sql<number>`coalesce(sum(${traceCounts.count}), 0)::int` })
        .from(traceCounts)
        .where(and(countedSince(since), eq(traceCounts.source, ''))),
      signInRows(ctx, tx, since).offset(rows).limit(1),
    ])
    const of = (isAddress: boolean): Spray[] =>
      found.filter((one) => one.isAddress === isAddress).map(({ isAddress: _, ...spray }) => spray)
    return {
      since: unread?.at ?? since,
      addresses: of(true),
      numbers: of(false),
      countedTogether: together?.count ?? 0,
      from: sprayFrom,
    }
  })
})

/** The rows of sign-ins since a moment, newest first, with their marks. */
const signInRows = (ctx: Ctx, tx: Tx, since: Date) =>
  tx
    .select({
      at: auditLog.at,
      action: auditLog.action,
      number: sql<string | null>`${auditLog.detail} ->> 'number'`.as('number'),
      address: sql<string | null>`${auditLog.detail} ->> 'address'`.as('address'),
    })
    .from(auditLog)
    .where(and(isOneOf(auditLog.action, signInActions), gt(auditLog.at, since), lte(auditLog.at, ctx.now)))
    .orderBy(desc(auditLog.at))
    .$dynamic()

/** The worst addresses and the worst numbers, in one statement that reads the rows once. */
function readSprays(ctx: Ctx, tx: Tx, since: Date, rows: number) {
  const recent = tx.$with('recent').as(signInRows(ctx, tx, since).limit(rows))
  const pairs = tx.$with('pairs').as(
    tx
      .select({
        number: recent.number,
        address: recent.address,
        missed: sql<boolean>`not bool_or(${recent.action} = 'session.started')`.as('missed'),
        codes: sql<number>`count(*) filter (where ${recent.action} = 'sign-in.code-requested')`.as('codes'),
        failures:
          sql<number>`count(*) filter (where ${recent.action} in ('sign-in.failed', 'sign-in.refused'))`.as(
            'failures',
          ),
        firstAt: sql`min(${recent.at})`.as('first_at'),
        lastAt: sql`max(${recent.at})`.as('last_at'),
      })
      .from(recent)
      .where(and(isNotNull(recent.number), isNotNull(recent.address)))
      .groupBy(recent.number, recent.address),
  )
  const missed = sql`count(*) filter (where ${pairs.missed})`
  const from = sql`case when grouping(${pairs.address}) = 0 then ${sprayFrom.addresses}::int else ${sprayFrom.numbers}::int end`
  const found = tx.$with('found').as(
    tx
      .select({
        address: pairs.address,
        number: pairs.number,
        others: sql<number>`count(*)::int`.as('others'),
        missed: sql<number>`${missed}::int`.as('missed_others'),
        codesRequested: sql<number>`sum(${pairs.codes})::int`.as('codes_requested'),
        failures: sql<number>`sum(${pairs.failures})::int`.as('all_failures'),
        firstAt: sql`min(${pairs.firstAt})`.as('first_of_all'),
        lastAt: sql`max(${pairs.lastAt})`.as('last_of_all'),
        place: sql<number>`row_number() over (partition by grouping(${pairs.address})
          order by ${missed}::float8 * ${missed} / count(*) desc, max(${pairs.lastAt}) desc)`.as('place'),
      })
      .from(pairs)
      .groupBy(sql`grouping sets ((${pairs.address}), (${pairs.number}))`)
      .having(sql`${missed} >= ${from}`),
  )
  const counted = tx.$with('counted').as(
    tx
      .select({
        source: traceCounts.source,
        beyond: sql<number>`sum(greatest(${traceCounts.count} - ${traceBounds.rows}, 0))::int`.as('beyond'),
      })
      .from(traceCounts)
      .where(countedSince(since))
      .groupBy(traceCounts.source),
  )
  return tx
    .with(recent, pairs, found, counted)
    .select({
      isAddress: sql<boolean>`${found.address} is not null`,
      mark: sql<string>`coalesce(${found.address}, ${found.number})`,
      others: found.others,
      missed: found.missed,
      codesRequested: found.codesRequested,
      failures: found.failures,
      onlyCounted: sql<number>`coalesce(${counted.beyond}, 0)`,
      firstAt: sql<Date>`${found.firstAt}`.mapWith(auditLog.at),
      lastAt: sql<Date>`${found.lastAt}`.mapWith(auditLog.at),
    })
    .from(found)
    .leftJoin(counted, eq(counted.source, found.address))
    .where(lte(found.place, listed))
    .orderBy(asc(found.place))
}

/** The counts of tries of numbers nobody has, from the hour in which a time begins. */
const countedSince = (since: Date) =>
  and(
    eq(traceCounts.customerId, nobody),
    inArray(traceCounts.action, ['sign-in.code-requested', 'sign-in.failed']),
    gt(traceCounts.hour, new Date(since.getTime() - hourMs)),
  )
