import type { KeyObject } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { caseChanges, taskAnswers, tasks } from '#db/schema/tasks.ts'
import { type FoundCase, findCase } from '../cases/find-case.ts'
import { groupOf } from '../cases/rules.ts'
import type { CtxBy } from '../context.ts'
import { customerKey } from '../customers/customer-key.ts'
import { wakeDeletion } from '../deletion-plans/wake-deletion.ts'
import { type Issue, locked, refuseIfAny } from '../errors.ts'
import { asKept } from '../holdings/holding-faults.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { lockRequests } from '../requests/lock-requests.ts'
import { openChange } from '../tasks/read-changes.ts'
import type { SystemTaskView } from '../tasks/schema.ts'
import { taskView } from '../tasks/show-task.ts'
import { answersTo, isLate, ownTask, recordMissingTask, type TaskRow } from '../tasks/system-task.ts'
import { change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { correctHoldings } from './correct-holdings.ts'
import { answerTaskInput, type TaskAnswer } from './schema.ts'

type Given = TaskAnswer & { place: number }
type SystemCtx = CtxBy<'system'>

/**
 * Takes what a system says of the fields of its task. The same said again changes nothing, also once a deletion has
 * erased its value; what comes after the last day is taken and is late. What a correction has changed is held from then on, with what stood before kept.
 * @throws DomainError `not-found`, also for another system's task; `locked` for another answer to a field that was answered,
 *   and once the request is over; `invalid` on the answers
 */
export const answerTask = verb(
  'tasks:answer',
  answerTaskInput,
  (_, input) => faults(input),
  async (ctx, { id, answers }): Promise<SystemTaskView> =>
    recordMissingTask(ctx, id, async () => {
      const given = answers.map((one, place) => ({ ...kept(one), place }))
      await retryDuplicate('holdings', () => retryDuplicate('task_answers', () => take(ctx, id, given)))
      return read(ctx, async (tx) => taskView(ctx, tx, await ownTask(ctx, tx, id)))
    }),
)

/** An IIN and a phone number in the form in which they are held. */
const kept = (answer: TaskAnswer): TaskAnswer =>
  answer.value === undefined ? answer : { ...answer, value: asKept({ ...answer, value: answer.value }).value }

/** A field of which something is said twice. */
function faults({ answers = [] }: WellFormed<{ answers: TaskAnswer[] }>): Issue[] {
  const fields = answers.map((one) => one?.field)
  return fields.flatMap((field, place) =>
    field !== undefined && fields.indexOf(field) < place
      ? [{ path: `answers.${place}.field`, key: 'task.field-twice' }]
      : [],
  )
}

/** Writes the answers that are new, if there are any. */
async function take(ctx: SystemCtx, id: string, given: readonly Given[]): Promise<void> {
  const { own, task, fresh } = await read(ctx, async (tx) => {
    const { task, kind } = await ownTask(ctx, tx, id)
    const own = { ...ctx, subject: task.customerId }
    refuseIfAny(given.flatMap((one) => unfit(task, kind === 'correction', one)))
    return { own, task, fresh: await unsaid(own, tx, task, given) }
  })
  const [first, ...more] = fresh
  if (!first) return
  await change(own, async (tx) => {
    await lockRequests(own, tx)
    const found = await findCase(own, tx, 'request', task.caseId)
    if (groupOf(found.last.state) !== 'open') throw locked('task.request-over')
    await write(own, tx, task, found, [first, ...more])
  })
}

/** What a system cannot say of this task. */
function unfit({ fields }: TaskRow, isCorrection: boolean, { field, outcome, value, place }: Given): Issue[] {
  const fault = (name: string, key: string) => [{ path: `answers.${place}.${name}`, key }]
  if (!fields.includes(field)) return fault('field', 'task.field-unknown')
  if (outcome !== 'done') return []
  if (isCorrection) return value === undefined ? fault('value', 'task.value-missing') : []
  return value === undefined ? [] : fault('value', 'task.value-unwanted')
}

/** The answers that the system has not given yet. @throws DomainError `locked` when it has said otherwise */
async function unsaid(
  ctx: SystemCtx & { subject: string },
  tx: Tx,
  task: TaskRow,
  given: readonly Given[],
): Promise<Given[]> {
  const said = await answersTo(tx, task)
  if (said.length === 0) return [...given]
  const values = await saidValues(tx, await customerKey(ctx, tx), task)
  return given.filter(({ field, outcome, reason, value }) => {
    const before = said.find((one) => one.field === field)
    if (!before) return true
    const stood = values.get(field)
    // Of what was erased since nobody knows any more which value the system had said.
    const isErased = stood === undefined && before.outcome === 'done'
    const isSame =
      before.outcome === outcome && before.reason === (reason ?? null) && (isErased || stood === value)
    if (!isSame) throw locked('task.answered-already')
    return false
  })
}

/** The values that the system has said to stand, by their fields. */
async function saidValues(tx: Tx, key: KeyObject, { customerId, id }: TaskRow): Promise<Map<string, string>> {
  const rows = await tx
    .select()
    .from(caseChanges)
    .where(and(eq(caseChanges.customerId, customerId), eq(caseChanges.taskId, id)))
  return new Map(rows.map((row) => [row.field, openChange(key, row).after]))
}

async function write(
  ctx: SystemCtx & { subject: string },
  tx: Tx,
  task: TaskRow,
  found: FoundCase,
  fresh: readonly [Given, ...Given[]],
): Promise<void> {
  const { customerId, id: taskId, caseId } = task
  const at = ctx.now
  const own = and(eq(tasks.customerId, customerId), eq(tasks.id, taskId))
  // Of two answers at once the second counts what the first has said.
  await tx.select({ id: tasks.id }).from(tasks).where(own).for('update')
  await tx.insert(taskAnswers).values(
    fresh.map(({ field, outcome, reason }) => {
      return { customerId, taskId, field, outcome, reason: reason ?? null, at }
    }),
  )
  const said = await answersTo(tx, task)
  if (said.length === task.fields.length)
    await tx
      .update(tasks)
      .set({ waits: false })
      .where(and(own, eq(tasks.waits, true)))
  const { systemId: system } = ctx.actor
  const detail = { reference: found.row.reference, system, fields: fresh.length, late: isLate(task, at) }
  await record(ctx, tx, { action: 'task.answered', objectId: caseId, detail })
  if (found.row.kind === 'correction') await correctHoldings(ctx, tx, task, found.row, fresh)
  if (found.row.kind === 'deletion') await wakeDeletion(ctx, tx, caseId)
}
