import { and, desc, eq, max, min, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Tx } from '#db/client.ts'
import { complaintSteps, complaints } from '#db/schema/complaints.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { ComplaintState } from './rules.ts'
import type { ComplaintSummary, ListedComplaint } from './schema.ts'
import { summarise } from './summarise.ts'

/** The customer's complaints: open ones by the last day for an answer, then the rest, newest change first. */
export const listComplaints = verb('complaints:list', (ctx): Promise<ListedComplaint[]> => {
  return read(ctx, (tx) => readComplaints(ctx, tx))
})

/** The same list, inside another verb's transaction. @param customersKey where it is read already */
export async function readComplaints(
  ctx: Ctx,
  tx: Tx,
  customersKey = customerKey(ctx, tx),
): Promise<ListedComplaint[]> {
  const customerId = requireSubject(ctx)
  const found = tx
    .select({
      row: complaints,
      state: sql<ComplaintState>`(array_agg(${complaintSteps.state} order by ${complaintSteps.number} desc))[1]`,
      changedAt: max(complaintSteps.at),
      answeredAt: min(
        sql`case when ${complaintSteps.kind} = 'answered' then ${complaintSteps.at} end`,
      ).mapWith(complaintSteps.at),
      questionId: ofLastQuestion(complaintSteps.id).mapWith(complaintSteps.id),
      question: ofLastQuestion(complaintSteps.textSealed).mapWith(complaintSteps.textSealed),
    })
    .from(complaints)
    .innerJoin(
      complaintSteps,
      and(
        eq(complaintSteps.customerId, complaints.customerId),
        eq(complaintSteps.complaintId, complaints.id),
      ),
    )
    .where(eq(complaints.customerId, customerId))
    .groupBy(complaints.customerId, complaints.id)
    .orderBy(desc(max(complaintSteps.at)))
  const [rows, key] = await Promise.all([found, customersKey])
  const summaries = rows.map(({ row, questionId, question, ...steps }) => ({
    ...summarise(ctx, key, row, steps),
    changedAt: steps.changedAt ?? row.receivedAt,
    about: row.aboutKind && row.aboutId ? { kind: row.aboutKind, id: row.aboutId } : null,
    question:
      steps.state === 'waiting-customer' && questionId && question
        ? openText(key, question, `complaint_steps:${questionId}:text`)
        : null,
  }))
  const [open, rest] = [summaries.filter(isOpen), summaries.filter((one) => !isOpen(one))]
  return [...open.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)), ...rest]
}

/** An expression over the latest step with which the bank asked the customer something. */
const ofLastQuestion = (column: AnyPgColumn) =>
  sql`(array_agg(${column} order by ${complaintSteps.number} desc)
    filter (where ${complaintSteps.kind} = 'waiting-customer'))[1]`

const isOpen = ({ group }: ComplaintSummary) => group === 'open'
