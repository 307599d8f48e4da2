import { and, eq, isNull } from 'drizzle-orm'
import { complaintAttachments } from '#db/schema/complaints.ts'
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
export const detach = verb('complaints:attach', detachInput, async (ctx, { id }): Promise<{ id: string }> => {
  const own = eq(complaintAttachments.customerId, requireSubject(ctx))
  await change(ctx, async (tx) => {
    const removed = await tx
      .delete(complaintAttachments)
      .where(and(own, eq(complaintAttachments.id, id), isNull(complaintAttachments.stepId)))
      .returning({ id: complaintAttachments.id })
    if (removed.length === 0) throw notFound()
    await record(ctx, tx, { action: 'attachment.removed', objectId: id })
  })
  return { id }
})
