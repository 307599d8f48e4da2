import { eq } from 'drizzle-orm'
import { policyVersions } from '#db/schema/policies.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { parse } from '../parse.ts'
import { read } from '../transaction.ts'
import { showCanonicalInput } from './schema.ts'

/**
 * A published version as programs read it: the very text whose SHA-256 is the version's hash (RFC 8785), with the
 * W3C DPV terms.
 * @throws DomainError `forbidden`, `invalid`, `not-found`
 */
export async function showCanonical(ctx: Ctx, input: unknown): Promise<{ hash: string; canonical: string }> {
  requirePermission(ctx, 'policies:show')
  const { number } = parse(showCanonicalInput, input)
  const { hash, canonical } = policyVersions
  const [version] = await read(ctx, (tx) =>
    tx.select({ hash, canonical }).from(policyVersions).where(eq(policyVersions.number, number)),
  )
  if (!version) throw notFound()
  return version
}
