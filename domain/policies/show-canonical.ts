import { eq } from 'drizzle-orm'
import { policyVersions } from '#db/schema/policies.ts'
import { notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { showCanonicalInput } from './schema.ts'

/**
 * A published version for programs: exactly the text whose SHA-256 is the version's hash (RFC 8785), with the W3C DPV
 * terms.
 * @throws DomainError `forbidden`, `invalid`, `not-found`
 */
export const showCanonical = verb(
  'policies:show',
  showCanonicalInput,
  async (ctx, { number }): Promise<{ hash: string; canonical: string }> => {
    const { hash, canonical } = policyVersions
    const [version] = await read(ctx, (tx) =>
      tx.select({ hash, canonical }).from(policyVersions).where(eq(policyVersions.number, number)),
    )
    if (!version) throw notFound()
    return version
  },
)
