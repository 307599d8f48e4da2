import { count, desc, gte, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { searches } from '#db/schema/looks.ts'
import type { SearchAlert } from './schema.ts'

/** So many searches within an hour are told to the supervisors. */
export const searchesThatAlert = 10
const listed = 50

/** Who searched more since a moment than their work explains, and in which hour; the latest first. */
export async function readSearchAlerts(tx: Tx, since: Date): Promise<SearchAlert[]> {
  const hour = sql`date_trunc('hour', ${searches.at})`
  return tx
    .select({ staffId: searches.staffId, hour: hour.mapWith(searches.at), searches: count() })
    .from(searches)
    .where(gte(searches.at, since))
    .groupBy(searches.staffId, hour)
    .having(gte(count(), searchesThatAlert))
    .orderBy(desc(hour))
    .limit(listed)
}
