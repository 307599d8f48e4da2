import { acceptedFiles } from './media-type.ts'
import { type ComplaintForm, maxAttachmentBytes, maxAttachments } from './schema.ts'
import { maxTextLength } from './text.ts'

/** What may be written and attached, for the forms to say beforehand. */
export const limits: ComplaintForm['limits'] = {
  characters: maxTextLength,
  files: maxAttachments,
  bytes: maxAttachmentBytes,
  accept: acceptedFiles,
}
