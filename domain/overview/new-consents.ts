import type { Tx } from '#db/client.ts'
import { catalogue } from '#policy/load.ts'
import { type PolicyVersion, readVersions } from '../policies/history.ts'
import { storedPolicies } from '../policies/stored-policy.ts'
import type { NewConsents } from './rules.ts'

/**
 * Today's consents that the customer has not seen yet, because the version in force when they were last here lacks them.
 * @param lastHere the end of the visit before this one, or when they became a customer.
 */
export async function readNewConsents(tx: Tx, lastHere: Date): Promise<NewConsents> {
  const versions = await readVersions(tx)
  const isLater = ({ publishedAt }: PolicyVersion) => publishedAt > lastHere
  const later = versions.filter(isLater).toReversed()
  const seen = versions.find((one) => !isLater(one)) ?? later.shift()
  if (!seen || later.length === 0) return new Map()
  const [then, ...since] = await storedPolicies(
    tx,
    [seen, ...later].map(({ hash }) => hash),
  )
  const has = (consent: string) => (policy: typeof then) =>
    policy?.consents.consents.some(({ id }) => id === consent) ?? false
  return new Map(
    catalogue().consents.consents.flatMap(({ id }): [string, Date][] => {
      const came = has(id)(then) ? undefined : later[since.findIndex(has(id))]
      return came ? [[id, came.publishedAt]] : []
    }),
  )
}
