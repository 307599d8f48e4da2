import { and, eq, isNull } from 'drizzle-orm'
import { complaintAttachments } from '#db/schema/complaints.ts'
import { requirePermission, requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { parse } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { detachInput } from './schema.ts'

/**
 * Removes a file that was uploaded and not sent yet.
 * @throws DomainError `not-found`, for a file already sent too
 */
export async function detach(ctx: Ctx, input: unknown): Promise<{ id: string }> {
  requirePermission(ctx, 'complaints:attach')
  const { id } = parse(detachInput, input)
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
}
