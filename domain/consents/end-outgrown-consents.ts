import { and, asc, eq, gt, isNull, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { customers } from '#db/schema/customers.ts'
import { events } from '#db/schema/events.ts'
import type { Ctx } from '../context.ts'
import { conflict, isRefusal } from '../errors.ts'
import { eventRow } from '../event-row.ts'
import { currentVersion } from '../policies/current-version.ts'
import { record } from '../record.ts'
import { change, markEmitted, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { decisionAudit, decisionRow, nextWithdrawal } from './chain.ts'
import { type Coverage, coverageFor } from './coverage.ts'
import { decisionOf } from './decisions.ts'

/** How many customers one call looks at: few enough that all their rows fit into one statement. */
const batch = 100

/** What a call has ended, and how far it has come. */
interface EndedBatch {
  ended: number
  /** The last customer looked at; null when all have been. */
  next: string | null
}

/**
 * Ends the yeses of a batch of customers that the policy in force does not cover: the consent is dropped, or allows more
 * than it did. Each end is a decision of the channel `policy`, which follows the yes, with its event and an entry in the
 * customer's log. It may be cut off anywhere and begun again, by any number of workers: a yes is ended once. A process
 * whose catalogue is not the policy in force ends nothing, since it may be of an earlier release.
 * @param after the last customer of the batch before.
 * @param most how many customers a batch has.
 */
export const endOutgrownConsents = verb(
  'consents:end',
  async (ctx, after: string | null = null, most: number = batch): Promise<EndedBatch> => {
    const { due, version, next } = await read(ctx, (tx) => readBatch(ctx, tx, after, most))
    return { ended: due.length > 0 ? await end(ctx, due, version) : 0, next }
  },
)

type Row = typeof consentDecisions.$inferSelect

async function readBatch(ctx: Ctx, tx: Tx, after: string | null, most: number) {
  const version = await currentVersion(tx)
  const coverage = await coverageFor(ctx, [version], tx)
  if (!coverage.inForce || !coverage.anyOutgrown) return { due: [], version, next: null }
  const { id } = customers
  const found = await tx
    .select({ id })
    .from(customers)
    .where(after === null ? undefined : gt(id, after))
    .orderBy(asc(id))
    .limit(most)
  const ids = found.map((row) => row.id)
  return {
    due: await readDue(ctx, tx, coverage, ids),
    version,
    next: ids.length === most ? (ids.at(-1) ?? null) : null,
  }
}

/** The yeses in force, by the row alone, of versions that this process knows and that do not cover their consent. */
function readDue({ now }: Ctx, tx: Tx, coverage: Coverage, customerIds: readonly string[]): Promise<Row[]> {
  const { customerId, id, consent, outcome, expiresAt, policyVersion } = consentDecisions
  const later = alias(consentDecisions, 'later')
  const follows = and(eq(later.customerId, customerId), eq(later.previousId, id))
  const consents = sql.param(coverage.covered.map((one) => one.consent))
  const versions = sql.param(coverage.covered.map((one) => one.version))
  return tx
    .select()
    .from(consentDecisions)
    .where(
      and(
        sql`${customerId} = any(${sql.param(customerIds)}::uuid[])`,
        eq(outcome, 'given'),
        or(isNull(expiresAt), gt(expiresAt, now)),
        sql`${policyVersion} = any(${sql.param(coverage.versions)}::int[])`,
        notExists(tx.select({ one: sql`1` }).from(later).where(follows)),
        sql`not exists (select from unnest(${consents}::text[], ${versions}::int[]) as covered (consent, version)
          where covered.consent = ${consent} and covered.version = ${policyVersion})`,
      ),
    )
}

/** Writes the ends that nobody else has written and that no other decision has come before. */
async function end(ctx: Ctx, due: readonly Row[], policyVersion: number): Promise<number> {
  const ends = due.flatMap((row) => {
    const own = { ...ctx, subject: row.customerId, locale: row.locale }
    const latest = decisionOf(row, { covers: () => false })
    const decision = nextWithdrawal(own, { latest, channel: 'policy', evidence: null, policyVersion })
    return decision ? [{ own, decision }] : []
  })
  try {
    return await change(ctx, async (tx) => {
      const written = await tx
        .insert(consentDecisions)
        .values(ends.map(({ own, decision }) => decisionRow(own, decision)))
        .onConflictDoNothing()
        .returning({ id: consentDecisions.id })
      const ids = new Set(written.map(({ id }) => id))
      const kept = ends.filter(({ decision }) => ids.has(decision.id))
      const entries = kept.map(({ own, decision }) => ({
        ...decisionAudit(decision),
        customerId: own.subject,
      }))
      const [first, ...others] = entries
      if (!first) throw conflict()
      await record(ctx, tx, first, ...others)
      await tx
        .insert(events)
        .values(
          kept.map(({ own, decision }) => eventRow(own, { type: 'consent.decided', objectId: decision.id })),
        )
      markEmitted(tx)
      return kept.length
    })
  } catch (error) {
    if (isRefusal(error, 'conflict')) return 0
    throw error
  }
}
