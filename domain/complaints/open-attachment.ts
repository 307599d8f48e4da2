import { and, eq } from 'drizzle-orm'
import { complaintAttachments, complaintSteps } from '#db/schema/complaints.ts'
import { requireSubject } from '../access.ts'
import { open, openText } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { notFound } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingComplaint } from './find-complaint.ts'
import { openAttachmentInput } from './schema.ts'

/** Of a customer; staff open what they answer. */
const openLimit = { name: 'attachment-open', max: 60, seconds: 60 * 60 }

/**
 * Opens a file of one of the customer's complaints, for the customer or for the staff who answer it, never in a look. The
 * audit row is written first.
 * @throws DomainError `not-found`, `too-many`
 */
export const openAttachment = verb(
  'complaints:open-file',
  openAttachmentInput,
  async (
    ctx,
    { complaintId, attachmentId },
  ): Promise<{ name: string; mediaType: string; bytes: Uint8Array }> => {
    const own = eq(complaintAttachments.customerId, requireSubject(ctx))
    const ofStep = and(
      eq(complaintSteps.customerId, complaintAttachments.customerId),
      eq(complaintSteps.id, complaintAttachments.stepId),
      eq(complaintSteps.complaintId, complaintId),
    )
    if (ctx.actor.kind === 'customer') await takeTry(ctx, [{ limit: openLimit, who: requireSubject(ctx) }])
    return recordMissingComplaint(ctx, attachmentId, () =>
      change(ctx, async (tx) => {
        const [file] = await tx
          .select({
            name: complaintAttachments.nameSealed,
            mediaType: complaintAttachments.mediaType,
            content: complaintAttachments.contentSealed,
          })
          .from(complaintAttachments)
          .innerJoin(complaintSteps, ofStep)
          .where(and(own, eq(complaintAttachments.id, attachmentId)))
        if (!file) throw notFound()
        await record(ctx, tx, { action: 'attachment.opened', objectId: attachmentId })
        const key = await customerKey(ctx, tx)
        return {
          name: openText(key, file.name, `complaint_attachments:${attachmentId}:name`),
          mediaType: file.mediaType,
          bytes: open(key, file.content, `complaint_attachments:${attachmentId}:content`),
        }
      }),
    )
  },
)
