import { acceptedFiles } from './media-type.ts'
import { type ComplaintFormView, maxAttachmentBytes, maxAttachments } from './schema.ts'
import { maxTextLength } from './text.ts'

/** The limits for texts and files, which the forms show beforehand. */
export const limits: ComplaintFormView['limits'] = {
  characters: maxTextLength,
  files: maxAttachments,
  bytes: maxAttachmentBytes,
  accept: acceptedFiles,
}
