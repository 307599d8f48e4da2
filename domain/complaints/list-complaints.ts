import { and, desc, eq, max, min, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { complaintSteps, complaints } from '#db/schema/complaints.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { ComplaintState } from './rules.ts'
import type { ComplaintSummary } from './schema.ts'
import { summarise } from './summarise.ts'

/** The customer's complaints: open ones by the last day for an answer, then the rest, newest change first. */
export const listComplaints = verb('complaints:list', (ctx): Promise<ComplaintSummary[]> => {
  return read(ctx, (tx) => readComplaints(ctx, tx))
})

/** The same list, inside another verb's transaction. */
export async function readComplaints(ctx: Ctx, tx: Tx): Promise<ComplaintSummary[]> {
  const customerId = requireSubject(ctx)
  const found = tx
    .select({
      row: complaints,
      state: sql<ComplaintState>`(array_agg(${complaintSteps.state} order by ${complaintSteps.number} desc))[1]`,
      changedAt: max(complaintSteps.at),
      answeredAt: min(
        sql`case when ${complaintSteps.kind} = 'answered' then ${complaintSteps.at} end`,
      ).mapWith(complaintSteps.at),
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
  const [rows, key] = await Promise.all([found, customerKey(ctx, tx)])
  const summaries = rows.map(({ row, ...steps }) => ({
    ...summarise(ctx, key, row, steps),
    changedAt: steps.changedAt ?? row.receivedAt,
  }))
  const [open, rest] = [summaries.filter(isOpen), summaries.filter((one) => !isOpen(one))]
  return [...open.toSorted((a, b) => a.dueOn.localeCompare(b.dueOn)), ...rest]
}

const isOpen = ({ group }: ComplaintSummary) => group === 'open'
