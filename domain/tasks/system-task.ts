import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { cases } from '#db/schema/cases.ts'
import { customers } from '#db/schema/customers.ts'
import { taskAnswers, tasks } from '#db/schema/tasks.ts'
import { bankDay } from '../bank-time.ts'
import { requestKindOf } from '../cases/request-kind.ts'
import type { CtxBy } from '../context.ts'
import { notFound } from '../errors.ts'
import { recordMissing } from '../record-missing.ts'
import type { TaskSummary } from './schema.ts'

/** A task of a request. */
export type TaskRow = typeof tasks.$inferSelect & { caseId: string }

/** A task of the acting system for a request, with what it is about. @throws DomainError `not-found`, also for another system's */
export async function ownTask(ctx: CtxBy<'system'>, tx: Tx, id: string) {
  const [found] = await ofTasks(tx).where(and(eq(tasks.systemId, ctx.actor.systemId), eq(tasks.id, id)))
  if (!found) throw notFound()
  return found
}

/** Tasks with their request and their customer. */
export const ofTasks = (tx: Tx) =>
  tx
    .select({
      task: { ...getTableColumns(tasks), caseId: cases.id },
      reference: cases.reference,
      kind: cases.kind,
      customer: customers.reference,
    })
    .from(tasks)
    .innerJoin(cases, and(eq(cases.customerId, tasks.customerId), eq(cases.id, tasks.caseId)))
    .innerJoin(customers, eq(customers.id, tasks.customerId))
    .$dynamic()

export type OwnTask = Awaited<ReturnType<typeof ownTask>>

export const summaryOf = ({ task, reference, kind, customer }: OwnTask): TaskSummary => ({
  id: task.id,
  customer,
  request: reference,
  kind: requestKindOf(kind),
  fields: task.fields,
  openedAt: task.openedAt.toISOString(),
  dueOn: task.dueOn,
  records: null,
})

/** The answers to a task, each field once. */
export const answersTo = (tx: Tx, { customerId, id }: Pick<TaskRow, 'customerId' | 'id'>) =>
  tx
    .select()
    .from(taskAnswers)
    .where(and(eq(taskAnswers.customerId, customerId), eq(taskAnswers.taskId, id)))
    .orderBy(taskAnswers.field)

/** Whether an answer came, or is still missing, after a task's last day. */
export const isLate = ({ dueOn }: Pick<TaskRow, 'dueOn'>, at: Date): boolean =>
  dueOn !== null && bankDay(at) > dueOn

/** Does the work; when the task is not found, leaves a trace that a system asked for it. */
export const recordMissingTask = <T>(ctx: CtxBy<'system'>, id: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'task.not-found', id, work)
