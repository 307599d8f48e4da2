import { maxAttachmentBytes } from '#domain/cases/schema.ts'
import { invalid } from '#domain/errors.ts'

/** An uploaded file as the verb `attach` takes it; one that is too large is refused before its bytes are copied. */
export async function readUpload(file: unknown): Promise<{ name: string; type: string; bytes: Uint8Array }> {
  if (!(file instanceof File)) throw invalid('bytes', 'attachment.empty')
  if (file.size > maxAttachmentBytes) throw invalid('bytes', 'attachment.too-large')
  return { name: file.name, type: file.type, bytes: new Uint8Array(await file.arrayBuffer()) }
}
