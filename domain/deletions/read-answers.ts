import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { taskAnswers, tasks } from '#db/schema/tasks.ts'
import type { RefusalReason } from '#policy/refusal-reasons.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'

/** What the systems have said of a deletion. */
export interface SystemAnswers {
  /** Whether every system has answered for each of its fields. */
  complete: boolean
  /** The fields that systems refuse to erase, each with the reason of every one of them. */
  refused: Map<string, RefusalReason[]>
}

/** What the systems have said of the deletion of a request. */
export async function readAnswers(ctx: Ctx, tx: Tx, caseId: string): Promise<SystemAnswers> {
  const { customerId, taskId, field, outcome, reason } = taskAnswers
  const rows = await tx
    .select({ id: tasks.id, fields: tasks.fields, field, outcome, reason })
    .from(tasks)
    .leftJoin(taskAnswers, and(eq(customerId, tasks.customerId), eq(taskId, tasks.id)))
    .where(and(eq(tasks.customerId, requireSubject(ctx)), eq(tasks.caseId, caseId)))
    .orderBy(tasks.id, field)
  const byTask = [...Map.groupBy(rows, ({ id }) => id).values()]
  const isAnswered = (answers: typeof rows) =>
    answers[0]?.fields.every((one) => answers.some((answer) => answer.field === one)) ?? true
  const reasons = rows.flatMap(({ field, reason }) =>
    field !== null && reason !== null ? [{ field, reason }] : [],
  )
  const refused = [...Map.groupBy(reasons, ({ field }) => field)]
  return {
    complete: byTask.every(isAnswered),
    refused: new Map(refused.map(([field, said]) => [field, said.map(({ reason }) => reason)])),
  }
}
