import type { KeyObject } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { readFiles, readSteps, stepViews } from '../cases/case-steps.ts'
import { groupOf } from '../cases/rules.ts'
import type { CtxBy } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findRecordTask, recordTaskView } from './record-task.ts'
import { type SystemTaskView, showTaskInput } from './schema.ts'
import { answersTo, isLate, type OwnTask, ownTask, recordMissingTask, summaryOf } from './system-task.ts'

/**
 * A task of the acting system: the request, what its customer wrote and attached, and what was answered; or how far its
 * records for a copy have come.
 * @throws DomainError `not-found`, also for another system's; `invalid`
 */
export const showTask = verb(
  'tasks:answer',
  showTaskInput,
  async (ctx, { id }): Promise<SystemTaskView> =>
    recordMissingTask(ctx, id, () =>
      read(ctx, async (tx) => {
        const forCopy = await findRecordTask(ctx, tx, id)
        return forCopy ? recordTaskView(ctx, forCopy) : taskView(ctx, tx, await ownTask(ctx, tx, id))
      }),
    ),
)

/** A task of a request as its system reads it. */
export async function taskView(ctx: CtxBy<'system'>, tx: Tx, found: OwnTask): Promise<SystemTaskView> {
  const { task } = found
  const own = { ...ctx, subject: task.customerId }
  const [key, steps, files, answers] = await Promise.all([
    customerKey(own, tx),
    readSteps(own, tx, task.caseId),
    readFiles(own, tx, task.caseId),
    answersTo(tx, task),
  ])
  const last = steps.at(-1)
  return {
    ...summaryOf(found),
    open: last !== undefined && groupOf(last.state) === 'open',
    ...saidByCustomer(own, key, steps, files),
    answers: answers.map(({ field, outcome, reason, at }) => {
      return { field, outcome, reason, at: at.toISOString(), late: isLate(task, at) }
    }),
  }
}

/** The words with which the request was filed, and all that its customer has attached since. */
function saidByCustomer(
  ctx: CtxBy<'system'>,
  key: KeyObject,
  steps: Awaited<ReturnType<typeof readSteps>>,
  files: Awaited<ReturnType<typeof readFiles>>,
): Pick<SystemTaskView, 'words' | 'documents'> {
  const said = stepViews(
    ctx,
    key,
    steps.filter(({ side }) => side === 'customer'),
    files,
  )
  return {
    words: said[0]?.text ?? null,
    documents: said
      .flatMap(({ attachments }) => attachments)
      .map(({ id, name, mediaType, bytes, opens }) => ({ id, name, mediaType, bytes, opens })),
  }
}
