import { randomUUIDv7 } from 'node:crypto'
import { caseAttachments } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { invalid } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readMediaType } from './media-type.ts'
import { quarantineOf } from './quarantine.ts'
import { type AttachmentView, attachInput } from './schema.ts'
import { tidyFileName } from './text.ts'

const limit = { name: 'attachments', max: 60, seconds: 24 * 60 * 60 }

/**
 * Keeps one file, sealed, until its complaint or message is sent; a file that is not sent expires after a day. The media
 * type is read from the content, never from the name alone.
 * @throws DomainError `invalid` on `bytes` (empty, too large) and `name` (a type that is not accepted, or a name that
 *   does not fit the content); `too-many`
 */
export const attach = verb(
  'cases:attach',
  attachInput,
  async (ctx, { name: given, type: declared, bytes }): Promise<AttachmentView> => {
    const customerId = requireSubject(ctx)
    await takeTry(ctx, [{ limit, who: customerId }])
    const name = tidyFileName(given)
    const media = await readMediaType(bytes, name, declared)
    if ('wrong' in media) {
      await change(ctx, (tx) =>
        record(ctx, tx, { action: 'attachment.refused', detail: { reason: media.wrong } }),
      )
      throw invalid('name', media.wrong)
    }
    const id = randomUUIDv7()
    await change(ctx, async (tx) => {
      const key = await customerKey(ctx, tx)
      await tx.insert(caseAttachments).values({
        customerId,
        id,
        nameSealed: seal(key, name, `complaint_attachments:${id}:name`),
        mediaType: media.type,
        bytes: bytes.length,
        contentSealed: seal(key, bytes, `complaint_attachments:${id}:content`),
        uploadedAt: ctx.now,
      })
      await record(ctx, tx, { action: 'attachment.uploaded', objectId: id, detail: { bytes: bytes.length } })
    })
    const view = { id, name, mediaType: media.type, bytes: bytes.length }
    return { ...view, ...quarantineOf(ctx, null), threat: null }
  },
)
