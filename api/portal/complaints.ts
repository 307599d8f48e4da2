import { type } from '@orpc/server'
import { attach } from '#domain/complaints/attach.ts'
import { detach } from '#domain/complaints/detach.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { maxAttachmentBytes } from '#domain/complaints/schema.ts'
import { withdrawComplaint } from '#domain/complaints/withdraw-complaint.ts'
import { writeMessage } from '#domain/complaints/write-message.ts'
import { invalid } from '#domain/errors.ts'
import { describeAttachment } from '#i18n/describe/complaints.ts'
import { asIs, expose, procedure } from './procedure.ts'

export const complaints = {
  file: expose(fileComplaint, asIs),
  write: expose(writeMessage, asIs),
  withdraw: expose(withdrawComplaint, asIs),
  attach: procedure
    .input(type<{ file: File }>())
    .handler(async ({ context: { ctx }, input }) =>
      describeAttachment(ctx.locale, await attach(ctx, await contentOf(input?.file))),
    ),
  detach: expose(detach, asIs),
}

/** The uploaded file as the verb's input. A file that is too large is refused before its content is read. */
async function contentOf(file: unknown): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  if (!(file instanceof File)) throw invalid('bytes', 'attachment.empty')
  if (file.size > maxAttachmentBytes) throw invalid('bytes', 'attachment.too-large')
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
}
