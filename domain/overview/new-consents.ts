import { desc } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { policyVersions } from '#db/schema/policies.ts'
import { storedPolicies } from '../policies/stored-policy.ts'
import type { NewConsents } from './rules.ts'

/** The consents of the policy in force that the version before it did not have. */
export async function readNewConsents(tx: Tx): Promise<NewConsents> {
  const { number, hash, publishedAt } = policyVersions
  const [current, before] = await tx
    .select({ hash, publishedAt })
    .from(policyVersions)
    .orderBy(desc(number))
    .limit(2)
  if (!current || !before) return null
  const [now, then] = await storedPolicies(tx, [current.hash, before.hash])
  const known = new Set(then?.consents.consents.map((one) => one.id))
  const fresh = now?.consents.consents.map((one) => one.id).filter((id) => !known.has(id)) ?? []
  return { consents: fresh, at: current.publishedAt }
}
