import { and, asc, desc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseSteps } from '#db/schema/cases.ts'
import { tasks } from '#db/schema/tasks.ts'
import { openStates } from '../cases/rules.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { isAwaited, ofRecordTasks, recordSummaryOf } from './record-task.ts'
import { listTasksInput, type TasksView } from './schema.ts'
import { ofTasks, summaryOf } from './system-task.ts'

/**
 * The tasks of the acting system in which a field waits for an answer, of requests that are open, and those for copies that
 * wait for its records, oldest first.
 * @throws DomainError `invalid`
 */
export const listTasks = verb(
  'tasks:answer',
  listTasksInput,
  async (ctx, { after, limit }): Promise<TasksView> => {
    const found = await read(ctx, async (tx) => {
      const { systemId } = ctx.actor
      const forCopies = ofRecordTasks(tx)
        .where(and(eq(tasks.systemId, systemId), after ? gt(tasks.id, after) : undefined, isAwaited(ctx.now)))
        .orderBy(asc(tasks.id))
      const [requests, copies] = await Promise.all([
        waitingAt(tx, systemId, after).limit(limit + 1),
        forCopies.limit(limit + 1),
      ])
      const all = [...requests.map(summaryOf), ...copies.map(recordSummaryOf)]
      return all.sort((one, other) => (one.id < other.id ? -1 : 1))
    })
    const page = found.slice(0, limit)
    return { tasks: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
)

/**
 * The tasks in which a system owes an answer, oldest first, by an index that has no others; one that was sent at the moment in
 * which its request ended is left out. @param after begins behind this one
 */
export function waitingAt(tx: Tx, systemId: string, after?: string) {
  const state = tx
    .select({ state: caseSteps.state })
    .from(caseSteps)
    .where(and(eq(caseSteps.customerId, tasks.customerId), eq(caseSteps.caseId, tasks.caseId)))
    .orderBy(desc(caseSteps.number))
    .limit(1)
  return ofTasks(tx)
    .where(
      and(
        eq(tasks.systemId, systemId),
        eq(tasks.waits, true),
        after ? gt(tasks.id, after) : undefined,
        inArray(sql`${state}`, [...openStates]),
      ),
    )
    .orderBy(asc(tasks.id))
}
