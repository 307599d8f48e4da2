import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { caseSteps } from '#db/schema/cases.ts'
import { tasks } from '#db/schema/tasks.ts'
import { openStates } from '../cases/rules.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { isAwaited, ofRecordTasks, recordSummaryOf } from './record-task.ts'
import { listTasksInput, type TasksView } from './schema.ts'
import { answeredFields, ofTasks, summaryOf } from './system-task.ts'

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
      const state = tx
        .select({ state: caseSteps.state })
        .from(caseSteps)
        .where(and(eq(caseSteps.customerId, tasks.customerId), eq(caseSteps.caseId, tasks.caseId)))
        .orderBy(sql`${caseSteps.number} desc`)
        .limit(1)
      const ofRequests = ofTasks(tx)
        .where(
          and(
            eq(tasks.systemId, ctx.actor.systemId),
            after ? gt(tasks.id, after) : undefined,
            sql`${answeredFields} < cardinality(${tasks.fields})`,
            inArray(sql`${state}`, [...openStates]),
          ),
        )
        .orderBy(asc(tasks.id))
        .limit(limit + 1)
      const forCopies = ofRecordTasks(tx)
        .where(
          and(
            eq(tasks.systemId, ctx.actor.systemId),
            after ? gt(tasks.id, after) : undefined,
            isAwaited(ctx.now),
          ),
        )
        .orderBy(asc(tasks.id))
        .limit(limit + 1)
      const [requests, copies] = await Promise.all([ofRequests, forCopies])
      const all = [...requests.map(summaryOf), ...copies.map(recordSummaryOf)]
      return all.sort((one, other) => (one.id < other.id ? -1 : 1))
    })
    const page = found.slice(0, limit)
    return { tasks: page, next: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
)
