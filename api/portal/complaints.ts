import { type } from '@orpc/server'
import { attach } from '#domain/complaints/attach.ts'
import { detach } from '#domain/complaints/detach.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import {
  type FileComplaint,
  maxAttachmentBytes,
  type WithdrawComplaint,
  type WriteMessage,
} from '#domain/complaints/schema.ts'
import { withdrawComplaint } from '#domain/complaints/withdraw-complaint.ts'
import { writeMessage } from '#domain/complaints/write-message.ts'
import { invalid } from '#domain/errors.ts'
import { describeAttachment } from '#i18n/describe/complaints.ts'
import { procedure } from './procedure.ts'

export const complaints = {
  file: procedure
    .input(type<FileComplaint>())
    .handler(({ context: { ctx }, input }) => fileComplaint(ctx, input)),
  write: procedure
    .input(type<WriteMessage>())
    .handler(({ context: { ctx }, input }) => writeMessage(ctx, input)),
  withdraw: procedure
    .input(type<WithdrawComplaint>())
    .handler(({ context: { ctx }, input }) => withdrawComplaint(ctx, input)),
  attach: procedure
    .input(type<{ file: File }>())
    .handler(async ({ context: { ctx }, input }) =>
      describeAttachment(ctx.locale, await attach(ctx, await contentOf(input?.file))),
    ),
  detach: procedure
    .input(type<{ id: string }>())
    .handler(({ context: { ctx }, input }) => detach(ctx, input)),
}

/** What was uploaded, as the verb takes it; too large a file is refused before it is copied out. */
async function contentOf(file: unknown): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  if (!(file instanceof File)) throw invalid('bytes', 'attachment.empty')
  if (file.size > maxAttachmentBytes) throw invalid('bytes', 'attachment.too-large')
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
}
