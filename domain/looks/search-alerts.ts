import { and, desc, gte, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { searches } from '#db/schema/looks.ts'
import { hourMs } from '#policy/days.ts'
import type { SearchAlert } from './oversight-schema.ts'

/** So many searches within an hour, whichever minute it begins at, are told to the supervisors. */
export const searchesThatAlert = 10
const listed = 50

/**
 * Staff who searched more often since a moment than their work explains, and in which hour; the latest first. Of hours that
 * overlap, the one with the most searches is told.
 */
export async function readSearchAlerts(tx: Tx, since: Date): Promise<SearchAlert[]> {
  const hourBefore = sql`over (partition by ${searches.staffId} order by ${searches.at}
    range between interval '1 hour' preceding and current row)`
  const counted = tx
    .select({
      staffId: searches.staffId,
      at: searches.at,
      hour: sql`min(${searches.at}) ${hourBefore}`.mapWith(searches.at).as('hour'),
      searches: sql`count(*) ${hourBefore}`.mapWith(Number).as('searches'),
    })
    .from(searches)
    .where(gte(searches.at, new Date(since.getTime() - hourMs)))
    .as('counted')
  const clockHour = sql`date_trunc('hour', ${counted.at})`
  const peaks = tx
    .selectDistinctOn([counted.staffId, clockHour], {
      staffId: counted.staffId,
      at: counted.at,
      hour: counted.hour,
      searches: counted.searches,
    })
    .from(counted)
    .where(and(gte(counted.searches, searchesThatAlert), gte(counted.at, since)))
    .orderBy(counted.staffId, clockHour, desc(counted.searches), desc(counted.at))
    .as('peaks')
  const rows = await tx.select().from(peaks).orderBy(desc(peaks.at)).limit(listed)
  return withoutOverlaps(rows).map(({ staffId, hour, searches }) => ({ staffId, hour, searches }))
}

type Peak = SearchAlert & { at: Date }

function withoutOverlaps(peaks: Peak[]): Peak[] {
  const kept: Peak[] = []
  for (const peak of peaks.toSorted((one, other) => other.searches - one.searches)) {
    const overlaps = (other: Peak) =>
      other.staffId === peak.staffId && other.hour <= peak.at && peak.hour <= other.at
    if (!kept.some(overlaps)) kept.push(peak)
  }
  return kept.sort((one, other) => other.at.getTime() - one.at.getTime())
}
