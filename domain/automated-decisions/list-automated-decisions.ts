import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import { readComplaints } from '../complaints/list-complaints.ts'
import type { ListedComplaint } from '../complaints/schema.ts'
import { timeCursor } from '../cursor.ts'
import { invalid } from '../errors.ts'
import { historyOf, readVersions } from '../policies/history.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { countDecisions, factorsOf, newestDecisions } from './decision-rows.ts'
import { decisionView, mentionOf } from './decision-view.ts'
import { type AutomatedDecisionsView, listAutomatedDecisionsInput } from './schema.ts'

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
      const [rows, total, versions, complaints] = await Promise.all([
        newestDecisions(tx, customerId, after, pageSize + 1),
        countDecisions(tx, customerId),
        readVersions(tx),
        readComplaints(ctx, tx),
      ])
      const page = rows.slice(0, pageSize)
      const last = page.at(-1)
      const [factors, history] = await Promise.all([
        factorsOf(
          tx,
          customerId,
          page.map(({ id }) => id),
        ),
        historyOf(tx, versions, page.map(mentionOf)),
      ])
      return {
        decisions: page.map((row) =>
          decisionView(history, ctx.locale, row, factors.get(row.id) ?? [], objectionTo(row.id, complaints)),
        ),
        total,
        answer: { amount, unit },
        continued: after !== null,
        next: rows.length > pageSize && last ? timeCursor.write({ at: last.decidedAt, id: last.id }) : null,
      }
    })
  },
)

/** @param complaints the open ones first, then those that changed last. */
const objectionTo = (id: string, complaints: readonly ListedComplaint[]): ListedComplaint | null =>
  complaints.find(({ about }) => about?.kind === 'automated-decision' && about.id === id) ?? null
