import { and, eq, max, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { automatedDecisionFactors, automatedDecisions } from '#db/schema/automated-decisions.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { addDays } from '#policy/days.ts'
import { bankDay } from '../bank-time.ts'
import type { Ctx } from '../context.ts'
import { type History, historyOf, type Mention, readVersions } from '../policies/history.ts'
import type { RestrictionRow } from '../restricted-fields.ts'
import type { KnownUse, RestrictionView } from './schema.ts'

/** A recipient or a kind of decision that used a field, and when last. */
interface Used {
  field: string
  mention: Mention & { kind: KnownUse['kind']; written: Date }
}

/**
 * The uses of restricted fields that the portal knows of by itself, by field, the latest first: since the restriction a
 * recipient was given the field, or a program decided by a factor that is made from it in the policy of that time. For the
 * customer alone: staff in a look read neither what weighed in a decision nor, on this page, disclosures.
 */
export async function readKnownUses(
  ctx: Ctx,
  tx: Tx,
  restricted: readonly RestrictionRow[],
): Promise<Map<string, KnownUse[]>> {
  if (ctx.actor.kind !== 'customer') return new Map()
  const [given, weighed, versions] = await Promise.all([
    disclosedFields(tx, restricted),
    weighedFactors(tx, restricted),
    readVersions(tx),
  ])
  const mentions = [...given, ...weighed].map(({ mention }) => mention)
  if (mentions.length === 0) return new Map()
  const history = await historyOf(tx, versions, mentions)
  const used = [...given, ...weighed.filter((one) => isMadeFrom(history, one))]
  return Map.groupBy(
    latestOfEach(used).map((one) => inWords(ctx, history, one)),
    ({ field }) => field,
  )
}

/** The restriction in words that name these uses and call the data unused only from the day after the last of them. */
export function withKnownUses(view: RestrictionView, known: readonly KnownUse[]): RestrictionView {
  const [latest] = known
  if (!latest) return view
  const after = addDays(latest.lastDay, 1)
  const { use } = view
  return {
    ...view,
    known: [...known],
    use: { ...use, unusedSince: after > use.unusedSince ? after : use.unusedSince },
  }
}

/** The restrictions as rows of a field and its moment. */
const since = (restricted: readonly RestrictionRow[]): SQL => {
  const fields = sql.param(restricted.map(({ field }) => field))
  const moments = sql.param(restricted.map(({ at }) => at.toISOString()))
  return sql`unnest(${fields}::text[], ${moments}::timestamptz[]) as since (field, at)`
}
const sinceField = sql<string>`since.field`
const ownerOf = (restricted: readonly RestrictionRow[]) => restricted[0]?.customerId ?? sql`null`

async function disclosedFields(tx: Tx, restricted: readonly RestrictionRow[]): Promise<Used[]> {
  const { customerId, recipient, fields, disclosedAt } = disclosures
  const rows = await tx
    .select({ field: sinceField, id: recipient, last: max(disclosedAt) })
    .from(disclosures)
    .innerJoin(since(restricted), sql`since.at <= ${disclosedAt} and since.field = any(${fields})`)
    .where(eq(customerId, ownerOf(restricted)))
    .groupBy(sinceField, recipient)
  return rows.flatMap(({ field, id, last }) =>
    last ? [{ field, mention: { kind: 'recipient' as const, id, written: last } }] : [],
  )
}

/** Each factor that weighed since each of the fields was restricted, whatever it is made from, by the policy's version. */
async function weighedFactors(
  tx: Tx,
  restricted: readonly RestrictionRow[],
): Promise<(Used & { factor: string })[]> {
  const { customerId, id, decision, decidedAt } = automatedDecisions
  const { customerId: owner, decisionId, factor } = automatedDecisionFactors
  const version = sql`(select max(number) from policy_versions where published_at <= ${decidedAt})`
  const rows = await tx
    .select({ field: sinceField, decision, factor, last: max(decidedAt) })
    .from(automatedDecisions)
    .innerJoin(automatedDecisionFactors, and(eq(owner, customerId), eq(decisionId, id)))
    .innerJoin(since(restricted), sql`since.at <= ${decidedAt}`)
    .where(eq(customerId, ownerOf(restricted)))
    .groupBy(sinceField, decision, factor, version)
  return rows.flatMap(({ field, factor, decision, last }) =>
    last
      ? [{ field, factor, mention: { kind: 'automated-decision' as const, id: decision, written: last } }]
      : [],
  )
}

function isMadeFrom(history: History, { field, factor, mention }: Used & { factor: string }): boolean {
  const found = history.find('automated-decision', mention.id, mention.written)
  return found?.thing.factors.find(({ id }) => id === factor)?.fields.includes(field) ?? false
}

/** The latest use of each field by each recipient and kind of decision, the latest first. */
function latestOfEach(used: readonly Used[]): Used[] {
  const sorted = used.toSorted(
    (one, other) => other.mention.written.getTime() - one.mention.written.getTime(),
  )
  const name = ({ field, mention: { kind, id } }: Used) => `${field} ${kind} ${id}`
  return [...Map.groupBy(sorted, name).values()].flatMap((group) => group.slice(0, 1))
}

function inWords({ locale }: Ctx, history: History, { field, mention }: Used): KnownUse & { field: string } {
  const { kind, id, written } = mention
  return {
    field,
    kind,
    by: { id, title: history.title(kind, id, written, locale) },
    lastDay: bankDay(written),
  }
}
