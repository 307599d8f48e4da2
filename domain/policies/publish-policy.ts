import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { eq, sql } from 'drizzle-orm'
import { policyVersions } from '#db/schema/policies.ts'
import { catalogueShape } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'
import { conflict, isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { PublishedPolicy } from './schema.ts'

/**
 * Publishes a policy as the next version, unless a version with the same content exists. Any number of processes may do so
 * at once: one writes, the others find its row.
 * @param policy a catalogue that was checked when it was loaded.
 * @throws DomainError `forbidden`, `invalid`
 */
export const publishPolicy = verb(
  'policies:publish',
  catalogueShape,
  async (ctx, content): Promise<PublishedPolicy> => {
    const canonical = canonicalJson(content)
    const version = { canonical, hash: sha256(canonical), effectiveOn: content.policy.effective }
    const known = await findByHash(ctx, version.hash)
    if (known !== undefined) return { number: known, hash: version.hash, isNew: false }
    try {
      return { number: await insertNext(ctx, version), hash: version.hash, isNew: true }
    } catch (error) {
      if (!isRefusal(error, 'conflict')) throw error
      return publishPolicy(ctx, content)
    }
  },
)

async function findByHash(ctx: Ctx, hash: string): Promise<number | undefined> {
  return read(ctx, async (tx) => {
    const [row] = await tx
      .select({ number: policyVersions.number })
      .from(policyVersions)
      .where(eq(policyVersions.hash, hash))
    return row?.number
  })
}

/** @throws DomainError `conflict` when another process took the number or published the same content first. */
async function insertNext(
  ctx: Ctx,
  version: { canonical: string; hash: string; effectiveOn: string },
): Promise<number> {
  return change(ctx, async (tx) => {
    const [row] = await tx
      .insert(policyVersions)
      .values({
        ...version,
        number: sql`(select coalesce(max(number), 0) + 1 from policy_versions)`,
        publishedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ number: policyVersions.number })
    if (!row) throw conflict()
    await record(ctx, tx, {
      action: 'policy.published',
      objectId: String(row.number),
      detail: { hash: version.hash },
    })
    return row.number
  })
}

/** A value as canonical JSON (RFC 8785): equal content always gives the same text. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('nothing to write as JSON')
  return text
}

/** SHA-256 of a text's UTF-8 bytes, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
