import { desc } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { policyVersions } from '#db/schema/policies.ts'
import type { Locale } from '#policy/schema.ts'
import { notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { policyContent } from './content.ts'
import { type Change, policyChanges } from './rules.ts'
import { type PolicyChange, type PolicyView, showPolicyInput, type VersionView } from './schema.ts'
import { storedPolicies } from './stored-policy.ts'

/**
 * Shows a published version, by default the one in force, and what changed with it. Everything comes from the stored
 * version, never from the catalogue's files.
 * @throws DomainError `forbidden`, `invalid`, `not-found`
 */
export const showPolicy = verb(
  'policies:show',
  showPolicyInput.prefault({}),
  async (ctx, { number }): Promise<PolicyView> => {
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
      const said = await whatIsSaid(tx, shown.hash, before?.hash, ctx.locale)
      const replacement = rows[place - 1]
      return {
        ...shown,
        inForce: place === 0,
        replacedBy: replacement ? version(replacement) : null,
        versions: rows.map(version),
        ...said,
      }
    })
  },
)

type Said = Pick<PolicyView, 'content' | 'changes'>
const known = new Map<string, Said>()

/** A version's content and changes. They never change, so each process makes them once. */
async function whatIsSaid(tx: Tx, hash: string, before: string | undefined, locale: Locale): Promise<Said> {
  const name = `${hash} ${before} ${locale}`
  const said = known.get(name)
  if (said) return said
  const [policy, earlier] = await storedPolicies(tx, before ? [hash, before] : [hash])
  if (!policy) throw notFound()
  const content = policyContent(policy, locale)
  const changes = earlier ? policyChanges(earlier, policy).map((one) => inLanguage(one, locale)) : null
  known.set(name, { content, changes })
  return { content, changes }
}

const version = ({ number, effectiveOn }: VersionView): VersionView => ({ number, effectiveOn })

const inLanguage = (change: Change, locale: Locale): PolicyChange => ({
  ...change,
  title: change.title[locale],
})
