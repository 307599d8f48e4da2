import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import { caseSteps } from '#db/schema/cases.ts'
import { tasks } from '#db/schema/tasks.ts'
import { openStates } from '../cases/rules.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { listTasksInput, type TasksView } from './schema.ts'
import { answeredFields, ofTasks, summaryOf } from './system-task.ts'

/**
 * The tasks of the acting system in which a field waits for an answer, of requests that are open, oldest first.
 * @throws DomainError `invalid`
 */
export const listTasks = verb(
  'tasks:answer',
  listTasksInput,
  async (ctx, { after, limit }): Promise<TasksView> => {
    const found = await read(ctx, (tx) => {
      const state = tx
        .select({ state: caseSteps.state })
        .from(caseSteps)
        .where(and(eq(caseSteps.customerId, tasks.customerId), eq(caseSteps.caseId, tasks.caseId)))
        .orderBy(sql`${caseSteps.number} desc`)
        .limit(1)
      return ofTasks(tx)
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
    })
    const page = found.slice(0, limit)
    return { tasks: page.map(summaryOf), next: found.length > limit ? (page.at(-1)?.task.id ?? null) : null }
  },
)
