import { and, asc, count, eq, inArray, lte, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { automatedDecisions } from '#db/schema/automated-decisions.ts'
import { cases } from '#db/schema/cases.ts'
import { consentedDecisions } from '../automated-decisions/consented-decisions.ts'
import { type DecisionRow, factorsOf } from '../automated-decisions/decision-rows.ts'
import { decisionView, mentionOf } from '../automated-decisions/decision-view.ts'
import type { AutomatedDecisionView } from '../automated-decisions/schema.ts'
import { readAnswers } from '../complaints/read-answers.ts'
import { customerKey } from '../customers/customer-key.ts'
import { maskedText } from '../mask-others.ts'
import { historyOf, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { type CopyTable, pagesOf, type Reading } from './reading.ts'
import type { CopyRecords } from './records.ts'
import { systemNames } from './system-names.ts'

type Record = CopyRecords['automated-decisions']

/** What programs decided about the customer, oldest first, in the words of the policy that was in force when each was taken. */
export function automatedDecisionTable(reading: Reading): CopyTable<'automated-decisions'> {
  const { ctx, asOf } = reading
  const own = and(eq(automatedDecisions.customerId, ctx.subject), lte(automatedDecisions.recordedAt, asOf))
  return {
    part: 'automated-decisions',
    name: 'automated-decisions',
    count: async (tx) => (await tx.select({ all: count() }).from(automatedDecisions).where(own))[0]?.all ?? 0,
    pages: () =>
      pagesOf<DecisionRow, Record>(
        (after, limit) =>
          read(ctx, (tx) =>
            tx
              .select()
              .from(automatedDecisions)
              .where(and(own, after ? behind(after) : undefined))
              .orderBy(asc(automatedDecisions.decidedAt), asc(automatedDecisions.id))
              .limit(limit),
          ),
        (rows) => read(ctx, (tx) => recordsOf(tx, reading, rows)),
      ),
  }
}

const behind = ({ decidedAt, id }: DecisionRow): SQL =>
  sql`(${automatedDecisions.decidedAt}, ${automatedDecisions.id}) > (${decidedAt.toISOString()}::timestamptz, ${id}::uuid)`

async function recordsOf(tx: Tx, reading: Reading, rows: readonly DecisionRow[]): Promise<Record[]> {
  const { ctx } = reading
  const ids = rows.map(({ id }) => id)
  const versions = await readVersions(tx)
  const [factors, history, objections, system] = await Promise.all([
    factorsOf(tx, ctx.subject, ids),
    historyOf(tx, versions, rows.map(mentionOf)),
    objectionsTo(tx, reading, ids),
    systemNames(
      tx,
      rows.map(({ systemId }) => systemId),
      ctx.locale,
    ),
  ])
  const consented = await consentedDecisions(tx, history, ctx.subject, rows)
  return rows.map((row) => {
    const beside = { consented, factors: factors.get(row.id) ?? [], objection: null }
    const view = decisionView(history, ctx.locale, row, beside)
    const said = objections.get(row.id) ?? []
    return {
      ...wordsOf(view),
      system: system(row.systemId),
      at: row.decidedAt.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
      objections: said.map(({ objection }) => objection),
      masked: said.some((one) => one.masked),
    }
  })
}

const wordsOf = ({ id, reference, kind, outcome, sentence, factors, said }: AutomatedDecisionView) => ({
  ...{ id, reference, kind, outcome, sentence, factors },
  basis: said?.basis ?? null,
  consentInForce: said?.consent?.inForce ?? null,
})

interface Objection {
  objection: Record['objections'][number]
  masked: boolean
}

/** The customer's objections to decisions, oldest first, each with the bank's last written answer, by the decision's id. */
async function objectionsTo(
  tx: Tx,
  { ctx, asOf, own }: Reading,
  ids: readonly string[],
): Promise<Map<string | null, Objection[]>> {
  const { id, reference, aboutId, aboutKind, customerId, receivedAt } = cases
  const rows = await tx
    .select({ id, reference, aboutId, receivedAt })
    .from(cases)
    .where(
      and(
        eq(customerId, ctx.subject),
        eq(aboutKind, 'automated-decision'),
        inArray(aboutId, [...ids]),
        lte(receivedAt, asOf),
      ),
    )
    .orderBy(asc(receivedAt), asc(id))
  if (rows.length === 0) return new Map()
  const answers = await readAnswers(
    ctx,
    tx,
    await customerKey(ctx, tx),
    rows.map((row) => row.id),
  )
  const made = rows.map((row) => {
    const last = answers.get(row.id)
    const answer = last && last.at <= asOf ? last : null
    const { text, masked } = maskedText(answer?.text ?? null, own)
    const told = answer && text !== null ? { at: answer.at.toISOString(), text } : null
    const objection = { reference: row.reference, receivedAt: row.receivedAt.toISOString(), answer: told }
    return { to: row.aboutId, objection, masked }
  })
  return Map.groupBy(made, ({ to }) => to)
}
