import { and, eq, gt, inArray } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import { recordStreams } from '#db/schema/records.ts'
import { tasks } from '#db/schema/tasks.ts'
import type { Ctx, CtxBy } from '../context.ts'
import type { RecordsSent, SystemTaskView, TaskSummary } from './schema.ts'

export type RecordStream = typeof recordStreams.$inferSelect

/** The states of a stream to which lines can still come. */
export const awaitedStates = ['waiting', 'receiving'] as const

/** Whether lines are taken now. */
export const isAwaited = (now: Date) =>
  and(inArray(recordStreams.state, [...awaitedStates]), gt(recordStreams.until, now))

/** Tasks for copies with their streams and their customers. */
export const ofRecordTasks = (tx: Tx) =>
  tx
    .select({
      task: { id: tasks.id, openedAt: tasks.openedAt },
      stream: recordStreams,
      customer: customers.reference,
    })
    .from(tasks)
    .innerJoin(
      recordStreams,
      and(eq(recordStreams.customerId, tasks.customerId), eq(recordStreams.taskId, tasks.id)),
    )
    .innerJoin(customers, eq(customers.id, tasks.customerId))
    .$dynamic()

export type RecordTask = Awaited<ReturnType<typeof ofRecordTasks>>[number]

/** A task of the acting system for a copy; undefined for another system's, and for one of a request. */
export async function findRecordTask(
  ctx: CtxBy<'system'>,
  tx: Tx,
  id: string,
): Promise<RecordTask | undefined> {
  const [found] = await ofRecordTasks(tx).where(and(eq(tasks.systemId, ctx.actor.systemId), eq(tasks.id, id)))
  return found
}

export const recordSummaryOf = ({ task, stream, customer }: RecordTask): TaskSummary => ({
  id: task.id,
  customer,
  request: null,
  kind: 'records',
  fields: [],
  openedAt: task.openedAt.toISOString(),
  dueOn: null,
  records: recordsSent(stream),
})

const recordsSent = ({ state, until, lines, records }: RecordStream): RecordsSent => ({
  state,
  until: until.toISOString(),
  lines,
  records,
})

/** A task for a copy as its system reads it. */
export const recordTaskView = ({ now }: Pick<Ctx, 'now'>, found: RecordTask): SystemTaskView => ({
  ...recordSummaryOf(found),
  open: awaitedStates.some((state) => state === found.stream.state) && found.stream.until > now,
  words: null,
  documents: [],
  answers: [],
})
