import { inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { policyVersions } from '#db/schema/policies.ts'
import { type Catalogue, catalogueShape } from '#policy/schema.ts'

/** More versions than a bank publishes in ten years; the one asked for least lately makes place for another. */
const mostKept = 64
const known = new Map<string, Catalogue>()

/**
 * The policies with the given hashes, in their order. A version never changes, so each process reads and parses it once.
 * @throws Error when no version has the hash.
 */
export async function storedPolicies(tx: Tx, hashes: string[]): Promise<Catalogue[]> {
  const missing = hashes.filter((hash) => !known.has(hash))
  const policies = new Map(hashes.map((hash) => [hash, known.get(hash)]))
  const { hash, canonical } = policyVersions
  const rows =
    missing.length > 0
      ? await tx.select({ hash, canonical }).from(policyVersions).where(inArray(hash, missing))
      : []
  for (const row of rows) policies.set(row.hash, catalogueShape.parse(JSON.parse(row.canonical)))
  return hashes.map((one) => {
    const policy = policies.get(one)
    if (!policy) throw new Error('there is no policy with this hash')
    keep(one, policy)
    return policy
  })
}

function keep(hash: string, policy: Catalogue): void {
  known.delete(hash)
  known.set(hash, policy)
  const [oldest] = known.keys()
  if (known.size > mostKept && oldest !== undefined) known.delete(oldest)
}
