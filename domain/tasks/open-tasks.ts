import { type CaseRow, findCase } from '../cases/find-case.ts'
import { type CaseState, groupOf } from '../cases/rules.ts'
import { refuseWhileOneWaits } from '../cases/send-text.ts'
import { conflict, locked } from '../errors.ts'
import { recordMissing } from '../record-missing.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type OpenedTask, openTasksInput } from './schema.ts'
import { writeTasks } from './write-tasks.ts'

/**
 * Sends a correction to the bank's systems, once the desk has checked what proves it. Systems that have come since can be
 * sent it later.
 * @throws DomainError `not-found`; `conflict` when another step came first or a colleague's text waits to leave; `locked` for
 *   another kind of request, one that is over or waits for its customer, and where no system is left to ask
 */
export const openTasks = verb(
  'cases:answer',
  openTasksInput,
  async (ctx, { caseId, lastStep }): Promise<OpenedTask[]> =>
    recordMissing(ctx, 'request.not-found', caseId, () =>
      change(ctx, async (tx) => {
        const found = await findCase(ctx, tx, 'request', caseId)
        if (found.last.number !== lastStep) throw conflict()
        const field = correctedField(found.row)
        if (field === null) throw locked('task.not-for-systems')
        if (groupOf(found.last.state) !== 'open') throw locked('task.request-over')
        if (found.last.state === 'waiting-customer') throw locked('task.waits-customer')
        await refuseWhileOneWaits(ctx, tx, caseId)
        return writeTasks(ctx, tx, found, [field])
      }),
    ),
)

/** The kind of data that a request wants corrected; null for any other request. */
export const correctedField = ({
  kind,
  aboutKind,
  aboutId,
}: Pick<CaseRow, 'kind' | 'aboutKind' | 'aboutId'>) =>
  kind === 'correction' && aboutKind === 'field' ? aboutId : null

/** Whether the desk may send a request now, which was sent to no system yet. */
export const mayOpenTasks = ({
  kind,
  about,
  state,
  tasks,
}: {
  kind: CaseRow['kind']
  about: { kind: string } | null
  state: CaseState
  tasks: readonly unknown[]
}): boolean =>
  kind === 'correction' &&
  about?.kind === 'field' &&
  groupOf(state) === 'open' &&
  state !== 'waiting-customer' &&
  tasks.length === 0
