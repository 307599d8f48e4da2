import { and, asc, count, eq, lte, sql } from 'drizzle-orm'
import { consentDecisions } from '#db/schema/consents.ts'
import { termsOf } from '../consents/show-receipt.ts'
import {
  type History,
  historyOf,
  type Mention,
  type PolicyVersion,
  readVersions,
} from '../policies/history.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'

type Row = typeof consentDecisions.$inferSelect

/** Every decision on a consent with its receipt, consent by consent, each from its first decision to its last. */
export function consentTable({ ctx, asOf }: Reading): CopyTable<'consents'> {
  const own = and(eq(consentDecisions.customerId, ctx.subject), lte(consentDecisions.decidedAt, asOf))
  const behind = ({ consent, position }: Row) =>
    sql`(${consentDecisions.consent}, ${consentDecisions.position}) > (${consent}, ${position})`
  return {
    part: 'consents',
    name: 'consents',
    at: ({ decidedAt }) => decidedAt,
    count: async (tx) => (await tx.select({ all: count() }).from(consentDecisions).where(own))[0]?.all ?? 0,
    pages: () =>
      pagesOf<Row, CopyRecords['consents']>(
        (after, limit) =>
          read(ctx, (tx) =>
            tx
              .select()
              .from(consentDecisions)
              .where(and(own, after ? behind(after) : undefined))
              .orderBy(asc(consentDecisions.consent), asc(consentDecisions.position))
              .limit(limit),
          ),
        (rows) =>
          read(ctx, async (tx) => {
            const versions = await readVersions(tx)
            const history = await historyOf(tx, versions, rows.map(mentionOf))
            return rows.map((row) => recordOf(ctx, row, versions, history))
          }),
        500,
      ),
  }
}

const mentionOf = ({ consent: id, policyVersion: written }: Row): Mention => ({
  kind: 'consent',
  id,
  written,
})

/** What the Data Privacy Vocabulary (DPV 2.3) calls the state in which a decision leaves a consent. */
const statuses: Record<Row['outcome'], string> = {
  given: 'dpv:ConsentGiven',
  refused: 'dpv:ConsentRefused',
  withdrawn: 'dpv:ConsentWithdrawn',
}

function recordOf(
  ctx: Reading['ctx'],
  row: Row,
  versions: readonly PolicyVersion[],
  history: History,
): CopyRecords['consents'] {
  const found = history.find('consent', row.consent, row.policyVersion)
  const terms = found && termsOf(ctx, found.policy, found.thing)
  return {
    id: row.id,
    consent: row.consent,
    title: terms?.title ?? null,
    outcome: row.outcome,
    decidedAt: row.decidedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    channel: row.channel,
    locale: row.locale,
    confirmed: row.confirmed,
    despiteSignal: row.despiteSignal,
    evidence: row.evidence,
    previous: row.previousId,
    policyVersion: row.policyVersion,
    policyHash: versions.find(({ number }) => number === row.policyVersion)?.hash ?? '',
    receipt: terms && {
      allows: terms.allows,
      purpose: terms.purpose,
      fields: terms.fields,
      recipients: terms.recipients,
      operator: {
        name: terms.operator.name,
        bin: terms.operator.bin,
        address: terms.operator.address,
      },
    },
    dpv: [statuses[row.outcome]],
  }
}
