import { and, asc, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { systems } from '#db/schema/systems.ts'
import { taskAnswers, tasks } from '#db/schema/tasks.ts'
import { requireSubject } from '../access.ts'
import { findAbout } from '../cases/about-view.ts'
import { refusalWords } from '../cases/refusal-words.ts'
import type { Ctx } from '../context.ts'
import type { TaskView } from './schema.ts'
import { isLate } from './system-task.ts'

/** The systems that a request of the subject was sent to, and what each has answered, in the order in which it was sent. */
export async function readProgress(ctx: Ctx, tx: Tx, caseId: string): Promise<TaskView[]> {
  const ofCase = and(eq(tasks.customerId, requireSubject(ctx)), eq(tasks.caseId, caseId))
  const [sent, answered] = await Promise.all([
    tx
      .select({ task: tasks, name: systems.name })
      .from(tasks)
      .innerJoin(systems, eq(systems.id, tasks.systemId))
      .where(ofCase)
      .orderBy(asc(tasks.id)),
    tx
      .select({ answer: taskAnswers })
      .from(tasks)
      .innerJoin(
        taskAnswers,
        and(eq(taskAnswers.customerId, tasks.customerId), eq(taskAnswers.taskId, tasks.id)),
      )
      .where(ofCase),
  ])
  const answers = answered.map(({ answer }) => answer)
  return sent.map(({ task, name }) => {
    const own = answers.filter(({ taskId }) => taskId === task.id)
    return {
      id: task.id,
      system: name[ctx.locale],
      openedAt: task.openedAt,
      dueOn: task.dueOn,
      late: own.length < task.fields.length && isLate(task, ctx.now),
      fields: task.fields.map((id) => {
        const said = own.find(({ field }) => field === id)
        const title = findAbout({ kind: 'field', id }, ctx.locale)?.title ?? null
        return { id, title, answer: said ? answerOf(ctx, task, said) : null }
      }),
    }
  })
}

function answerOf(
  ctx: Ctx,
  task: typeof tasks.$inferSelect,
  { outcome, reason, at }: typeof taskAnswers.$inferSelect,
): TaskView['fields'][number]['answer'] {
  const why = reason && { id: reason, ...refusalWords(ctx, reason) }
  return { outcome, at, late: isLate(task, at), reason: why }
}
