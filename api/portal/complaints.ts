import { type } from '@orpc/server'
import { attach } from '#domain/cases/attach.ts'
import { detach } from '#domain/cases/detach.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { withdrawComplaint } from '#domain/complaints/withdraw-complaint.ts'
import { writeMessage } from '#domain/complaints/write-message.ts'
import { describeAttachment } from '#i18n/describe/case-steps.ts'
import { readUpload } from '../uploaded-file.ts'
import { asIs, expose, procedure } from './procedure.ts'

export const complaints = {
  file: expose(fileComplaint, asIs),
  write: expose(writeMessage, asIs),
  withdraw: expose(withdrawComplaint, asIs),
  attach: procedure
    .input(type<{ file: File }>())
    .handler(async ({ context: { ctx }, input }) =>
      describeAttachment(ctx.locale, await attach(ctx, await readUpload(input?.file))),
    ),
  detach: expose(detach, asIs),
}
