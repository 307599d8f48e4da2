import { desc } from 'drizzle-orm'
import type { Locale } from '#catalogue/schema.ts'
import { policyVersions } from '#db/schema/policies.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { read } from '../transaction.ts'
import { policyContent } from './content.ts'
import { type Change, policyChanges } from './rules.ts'
import { type PolicyChange, type PolicyView, showPolicyInput, type VersionView } from './schema.ts'
import { storedPolicies } from './stored-policy.ts'

/**
 * A published version, the one in force unless a number asks for another, and what changed with it. Everything
 * comes from the stored version, never from the files beside the program.
 * @throws DomainError `forbidden`, `invalid`, `not-found`
 */
export async function showPolicy(ctx: Ctx, input: unknown = {}): Promise<PolicyView> {
  requirePermission(ctx, 'policies:show')
  const { number } = parse(showPolicyInput, input)
  return read(ctx, async (tx) => {
    const rows = await tx
      .select({
        number: policyVersions.number,
        hash: policyVersions.hash,
        effectiveOn: policyVersions.effectiveOn,
        publishedAt: policyVersions.publishedAt,
      })
      .from(policyVersions)
      .orderBy(desc(policyVersions.number))
    const place = number === undefined ? 0 : rows.findIndex((row) => row.number === number)
    const shown = rows[place]
    if (!shown) throw notFound()
    const before = rows[place + 1]
    const [policy, earlier] = await storedPolicies(tx, before ? [shown.hash, before.hash] : [shown.hash])
    if (!policy) throw notFound()
    const replacement = rows[place - 1]
    return {
      ...shown,
      inForce: place === 0,
      replacedBy: replacement ? version(replacement) : null,
      versions: rows.map(version),
      content: policyContent(policy, ctx.locale),
      changes: earlier
        ? policyChanges(earlier, policy).map((change) => inLanguage(change, ctx.locale))
        : null,
    }
  })
}

const version = ({ number, effectiveOn }: VersionView): VersionView => ({ number, effectiveOn })

const inLanguage = (change: Change, locale: Locale): PolicyChange => ({
  ...change,
  title: change.title[locale],
})
