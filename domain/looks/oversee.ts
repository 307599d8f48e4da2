import { and, count, desc, gte, lte, ne, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { looks, searches } from '#db/schema/looks.ts'
import { measures } from '#db/schema/measures.ts'
import { nobody } from '#db/schema/roles.ts'
import { dayMs } from '#policy/days.ts'
import { lateCases } from '../desk/queue-rows.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type Look, readLooks } from './looks.ts'
import { maskedCustomers } from './masked-customers.ts'
import type { IdleSearch, OversightView, Volume } from './oversight-schema.ts'
import { awaitsSettlement } from './rules.ts'
import type { DeskLookView } from './schema.ts'
import { readSearchAlerts, searchesThatAlert } from './search-alerts.ts'
import { deskViews } from './show-desk-look.ts'
import { unreviewed, unsettled } from './worklists.ts'

const listed = 50

/** What supervisors and officers have to check, and the searches and looks of the last thirty days. */
export const oversee = verb('looks:oversee', async (ctx): Promise<OversightView> => {
  const since = new Date(ctx.now.getTime() - 30 * dayMs)
  return read(ctx, async (tx) => {
    const [recent, owed, escalated, idle, alerts, volumes, late] = await Promise.all([
      readLooks(tx, gte(looks.askedAt, since), listed),
      readLooks(tx, unreviewed),
      readLooks(tx, unsettled),
      readIdleSearches(tx, since, new Date(ctx.now.getTime() - dayMs)),
      readSearchAlerts(tx, new Date(ctx.now.getTime() - 7 * dayMs)),
      readVolumes(tx, since),
      lateCases(ctx, tx, listed),
    ])
    const all = dedupe([...recent, ...owed, ...escalated])
    const [views, masked] = await Promise.all([
      deskViews(ctx, tx, all),
      maskedCustomers(ctx, tx, [...new Set(idle.map(({ customerId }) => customerId))]),
    ])
    const isListed = new Set(recent.map(({ row }) => row.id))
    return {
      awaitingApproval: views.filter(({ kind, state }) => kind === 'break-glass' && state === 'waiting'),
      underWay: views.filter(({ state }) => state === 'running'),
      awaitingReview: views.filter((view) => view.reviewBy !== null).toSorted(byReview),
      escalated: views.filter(awaitsSettlement).toReversed(),
      alerts,
      idleSearches: idle.map(({ customerId, ...rest }) => ({
        ...rest,
        customer: masked.get(customerId)?.name ?? null,
      })),
      volumes,
      looks: views.filter(({ id }) => isListed.has(id)),
      since,
      searchesThatAlert,
      late,
    }
  })
})

const byReview = (one: DeskLookView, other: DeskLookView): number =>
  (one.reviewBy?.getTime() ?? 0) - (other.reviewBy?.getTime() ?? 0)

const dedupe = (found: Look[]): Look[] => [...new Map(found.map((look) => [look.row.id, look])).values()]

async function readIdleSearches(
  tx: Tx,
  since: Date,
  until: Date,
): Promise<(Omit<IdleSearch, 'customer'> & { customerId: string })[]> {
  const looked = sql`exists (select from ${looks} l where l.customer_id = ${searches.customerId}
    and l.staff_id = ${searches.staffId}
    and l.asked_at between ${searches.at} and ${searches.at} + interval '1 day')`
  const measured = sql`exists (select from ${measures} m where m.customer_id = ${searches.customerId}
    and m.asked_by = ${searches.staffId}
    and m.asked_at between ${searches.at} and ${searches.at} + interval '1 day')`
  const rows = await tx
    .select()
    .from(searches)
    .where(
      and(
        gte(searches.at, since),
        lte(searches.at, until),
        ne(searches.customerId, nobody),
        sql`not ${looked}`,
        sql`not ${measured}`,
      ),
    )
    .orderBy(desc(searches.at))
    .limit(listed)
  return rows.map(({ by, ...row }) => ({ ...row, by: by === 'iin' || by === 'phone' ? by : 'reference' }))
}

async function readVolumes(tx: Tx, since: Date): Promise<Volume[]> {
  const [searched, looked] = await Promise.all([
    tx
      .select({ staffId: searches.staffId, searches: count() })
      .from(searches)
      .where(gte(searches.at, since))
      .groupBy(searches.staffId),
    tx
      .select({
        staffId: looks.staffId,
        looks: count(),
        breakGlass: sql<number>`count(*) filter (where ${looks.kind} = 'break-glass')::int`,
      })
      .from(looks)
      .where(gte(looks.askedAt, since))
      .groupBy(looks.staffId),
  ])
  const volumes = new Map<string, Volume>()
  for (const { staffId, ...part } of [...searched, ...looked])
    volumes.set(staffId, { staffId, searches: 0, looks: 0, breakGlass: 0, ...volumes.get(staffId), ...part })
  return [...volumes.values()].sort((one, other) => other.looks - one.looks || other.searches - one.searches)
}
