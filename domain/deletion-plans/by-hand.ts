import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { taskAnswers, tasks } from '#db/schema/tasks.ts'
import { requireSubject } from '../access.ts'
import type { CaseRow } from '../cases/find-case.ts'
import { outcomeKinds, type StepKind } from '../cases/rules.ts'
import type { Ctx } from '../context.ts'
import { locked } from '../errors.ts'

/** Whether a word of the desk fulfils a request of this kind; a deletion is fulfilled by carrying it out. */
export const isFulfilledByHand = (kind: string): boolean => kind !== 'deletion'

/**
 * A request for deletion is answered by carrying it out. The desk can refuse it by hand as long as no system has erased anything.
 * @throws DomainError `locked`
 */
export async function refuseAnswerByHand(ctx: Ctx, tx: Tx, row: CaseRow, kind: StepKind): Promise<void> {
  if (isFulfilledByHand(row.kind) || !outcomeKinds.some((one) => one === kind)) return
  if (kind !== 'refused') throw locked('deletion.by-plan')
  await refuseOnceBegun(ctx, tx, row)
}

/**
 * Once a system has erased what a deletion asks to erase, nobody stops it any more: the portal would hold what the bank has not.
 * @throws DomainError `locked`
 */
export async function refuseOnceBegun(ctx: Ctx, tx: Tx, { id, kind }: CaseRow): Promise<void> {
  if (kind !== 'deletion') return
  const [done] = await tx
    .select({ field: taskAnswers.field })
    .from(tasks)
    .innerJoin(
      taskAnswers,
      and(eq(taskAnswers.customerId, tasks.customerId), eq(taskAnswers.taskId, tasks.id)),
    )
    .where(
      and(eq(tasks.customerId, requireSubject(ctx)), eq(tasks.caseId, id), eq(taskAnswers.outcome, 'done')),
    )
    .limit(1)
  if (done) throw locked('deletion.begun')
}
