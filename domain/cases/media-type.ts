import { fileTypeFromBuffer } from 'file-type'
import { type MediaType, mediaTypes } from '#db/schema/case-codes.ts'

/** The file endings and declared types that fit each media type that may be attached. */
const named: Record<MediaType, { endings: string[]; aliases: string[] }> = {
  'application/pdf': { endings: ['pdf'], aliases: ['application/x-pdf'] },
  'image/png': { endings: ['png'], aliases: [] },
  'image/jpeg': { endings: ['jpg', 'jpeg', 'jfif'], aliases: ['image/jpg', 'image/pjpeg'] },
  'image/webp': { endings: ['webp'], aliases: [] },
  'image/heic': { endings: ['heic', 'heif'], aliases: ['image/heif'] },
  'text/plain': { endings: ['txt', 'log'], aliases: ['text/x-log'] },
}

/** The value for a file input's `accept`. It is a hint to the browser; the content decides. */
export const acceptedFiles = mediaTypes
  .flatMap((type) => [type, ...named[type].endings.map((one) => `.${one}`)])
  .join(',')

/**
 * Finds a file's media type by its content, and whether its name and declared type fit.
 * @returns the media type, or the key of the sentence that says why the file is refused.
 */
export async function readMediaType(
  bytes: Uint8Array,
  name: string,
  declared: string,
): Promise<{ type: MediaType } | { wrong: 'attachment.type' | 'attachment.type-lies' }> {
  const content = await typeOfContent(bytes)
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  const byName = ending && mediaTypes.find((type) => named[type].endings.includes(ending))
  if (byName && byName !== content) return { wrong: 'attachment.type-lies' }
  const found = mediaTypes.find((type) => type === content)
  if (!found || (ending !== undefined && !byName)) return { wrong: 'attachment.type' }
  const said = declared.split(';')[0]?.trim().toLowerCase() ?? ''
  const silent = said === '' || said === 'application/octet-stream'
  const honest = said === found || named[found].aliases.includes(said)
  return silent || honest ? { type: found } : { wrong: 'attachment.type-lies' }
}

async function typeOfContent(bytes: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(bytes)
  if (!found) return isText(bytes) ? 'text/plain' : undefined
  return found.mime === 'image/heif' ? 'image/heic' : found.mime
}

/** Text has none of the bytes that browsers treat as binary data (WHATWG MIME Sniffing, section 3). */
const isText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte > 0x1f || byte === 0x1b || [0x09, 0x0a, 0x0c, 0x0d].includes(byte))
