import { type Attachment, openFile, readFile, unlessWithheld } from '../cases/open-attachment.ts'
import { notFound } from '../errors.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { openTaskDocumentInput } from './schema.ts'
import { ownTask, recordMissingTask } from './system-task.ts'

/**
 * Opens what a customer attached to the request of a task of the acting system. The customer's log says so first.
 * @throws DomainError `not-found`, also for another system's task and another request's file; `locked` while the file waits
 *   for the scanner, and when something dangerous was found; `invalid`
 */
export const openTaskDocument = verb(
  'tasks:answer',
  openTaskDocumentInput,
  async (ctx, { id, document }): Promise<Attachment> =>
    recordMissingTask(ctx, id, async () => {
      const { task } = await read(ctx, (tx) => ownTask(ctx, tx, id))
      const own = { ...ctx, subject: task.customerId }
      const opened = await change(own, async (tx) => {
        const file = await readFile(own, tx, task.caseId, document)
        if (file.side !== 'customer') throw notFound()
        return openFile(own, tx, file)
      })
      return unlessWithheld(opened)
    }),
)
