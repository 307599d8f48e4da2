import { and, asc, eq, gt } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { tasks } from '#db/schema/tasks.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { listTasksInput, type TasksView } from './schema.ts'
import { ofTasks, summaryOf } from './system-task.ts'

/**
 * The tasks of the acting system in which a field waits for an answer, of requests that are open, oldest first.
 * @throws DomainError `invalid`
 */
export const listTasks = verb(
  'tasks:answer',
  listTasksInput,
  async (ctx, { after, limit }): Promise<TasksView> => {
    const found = await read(ctx, (tx) => waitingAt(tx, ctx.actor.systemId, after).limit(limit + 1))
    const page = found.slice(0, limit)
    return { tasks: page.map(summaryOf), next: found.length > limit ? (page.at(-1)?.task.id ?? null) : null }
  },
)

/** The tasks in which a system owes an answer, oldest first, by an index that has no others. @param after begins behind this one */
export const waitingAt = (tx: Tx, systemId: string, after?: string) =>
  ofTasks(tx)
    .where(and(eq(tasks.systemId, systemId), eq(tasks.waits, true), after ? gt(tasks.id, after) : undefined))
    .orderBy(asc(tasks.id))
