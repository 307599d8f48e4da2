import type { KeyObject } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import { readComplaints } from '../complaints/list-complaints.ts'
import { readAnswers } from '../complaints/read-answers.ts'
import type { ListedComplaint } from '../complaints/schema.ts'
import type { Ctx } from '../context.ts'
import { timeCursor } from '../cursor.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid } from '../errors.ts'
import { historyOf, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { consentedDecisions } from './consented-decisions.ts'
import { countDecisions, factorsOf, newestDecisions } from './decision-rows.ts'
import { decisionView, mentionOf } from './decision-view.ts'
import { type AutomatedDecisionsView, listAutomatedDecisionsInput, type ObjectionView } from './schema.ts'

const pageSize = 25

/**
 * The decisions that programs took about the customer, newest first, a page at a time: each in the words of the policy that
 * was in force when it was taken, with its factors and the customer's objection to it.
 * @throws DomainError `invalid` for a malformed cursor.
 */
export const listAutomatedDecisions = verb(
  'automated-decisions:list',
  listAutomatedDecisionsInput.prefault({}),
  async (ctx, { cursor }): Promise<AutomatedDecisionsView> => {
    const after = cursor === undefined ? null : timeCursor.read(cursor)
    if (cursor !== undefined && !after) throw invalid('cursor', 'automated-decision.cursor')
    const customerId = requireSubject(ctx)
    const { amount, unit } = findClock(catalogue(), 'objection-answer')
    return read(ctx, async (tx) => {
      const sealedUnder = customerKey(ctx, tx)
      const [rows, total, versions, key, complaints] = await Promise.all([
        newestDecisions(tx, customerId, after, pageSize + 1),
        countDecisions(tx, customerId),
        readVersions(tx),
        sealedUnder,
        readComplaints(ctx, tx, sealedUnder),
      ])
      const page = rows.slice(0, pageSize)
      const last = page.at(-1)
      const [factors, history, objections] = await Promise.all([
        factorsOf(
          tx,
          customerId,
          page.map(({ id }) => id),
        ),
        historyOf(tx, versions, page.map(mentionOf)),
        withAnswers(ctx, tx, key, objectionsTo(page, complaints)),
      ])
      const consented = await consentedDecisions(tx, history, customerId, page)
      return {
        decisions: page.map((row) =>
          decisionView(history, ctx.locale, row, {
            ...{ consented, factors: factors.get(row.id) ?? [], objection: objections.get(row.id) ?? null },
          }),
        ),
        total,
        answer: { amount, unit },
        continued: after !== null,
        next: rows.length > pageSize && last ? timeCursor.write({ at: last.decidedAt, id: last.id }) : null,
      }
    })
  },
)

/** The objection that counts to each of the decisions. @param complaints the open ones first, then those that changed last. */
function objectionsTo(
  decisions: readonly { id: string }[],
  complaints: readonly ListedComplaint[],
): [string, ListedComplaint][] {
  return decisions.flatMap(({ id }): [string, ListedComplaint][] => {
    const one = complaints.find(({ about }) => about?.kind === 'automated-decision' && about.id === id)
    return one ? [[id, one]] : []
  })
}

async function withAnswers(
  ctx: Ctx,
  tx: Tx,
  key: KeyObject,
  objections: readonly [string, ListedComplaint][],
): Promise<Map<string, ObjectionView>> {
  const ids = objections.map(([, { id }]) => id)
  const answers = await readAnswers(ctx, tx, key, ids)
  return new Map(objections.map(([to, one]) => [to, { ...one, answer: answers.get(one.id) ?? null }]))
}
