import { asc, desc, lte, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { policyVersions } from '#db/schema/policies.ts'

/**
 * The number of the policy in force, which is the one published last.
 * @param at the version in force at this time; before the first version, the first.
 * @throws Error when no policy was published; the server publishes one before it answers.
 */
export async function currentVersion(tx: Tx, at?: Date): Promise<number> {
  const { number, publishedAt } = policyVersions
  const versions = () => tx.select({ number }).from(policyVersions).limit(1)
  const [last] = await versions()
    .where(at && lte(publishedAt, at))
    .orderBy(desc(number))
  const [found] = last ? [last] : await versions().orderBy(asc(number))
  if (!found) throw new Error('no policy is published')
  return found.number
}

/** The same number as an SQL expression; null when no policy was published. */
export const versionAt = (at: SQL): SQL => sql`
  select coalesce(
    (select number from policy_versions where published_at <= ${at} order by number desc limit 1),
    (select number from policy_versions order by number limit 1))`
