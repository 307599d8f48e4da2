import { and, eq, isNull } from 'drizzle-orm'
import { caseAttachments } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import { notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { detachInput } from './schema.ts'

/**
 * Removes a file that was uploaded and not sent yet.
 * @throws DomainError `not-found`, also for a file that was already sent
 */
export const detach = verb('cases:attach', detachInput, async (ctx, { id }): Promise<{ id: string }> => {
  const own = eq(caseAttachments.customerId, requireSubject(ctx))
  await change(ctx, async (tx) => {
    const removed = await tx
      .delete(caseAttachments)
      .where(and(own, eq(caseAttachments.id, id), isNull(caseAttachments.stepId)))
      .returning({ id: caseAttachments.id })
    if (removed.length === 0) throw notFound()
    await record(ctx, tx, { action: 'attachment.removed', objectId: id })
  })
  return { id }
})
