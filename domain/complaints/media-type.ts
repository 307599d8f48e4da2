import { fileTypeFromBuffer } from 'file-type'

/** The media types that may be attached, with the file endings and declared types that fit them. */
const kinds = [
  { type: 'application/pdf', endings: ['pdf'], aliases: ['application/x-pdf'] },
  { type: 'image/png', endings: ['png'], aliases: [] },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg', 'jfif'], aliases: ['image/jpg', 'image/pjpeg'] },
  { type: 'image/webp', endings: ['webp'], aliases: [] },
  { type: 'image/heic', endings: ['heic', 'heif'], aliases: ['image/heif'] },
  { type: 'text/plain', endings: ['txt', 'log'], aliases: ['text/x-log'] },
] as const

/** The value for a file input's `accept`. It is a hint to the browser; the content decides. */
export const acceptedFiles = kinds
  .flatMap(({ type, endings }) => [type, ...endings.map((one) => `.${one}`)])
  .join(',')

/**
 * Finds a file's media type by its content, and whether its name and declared type fit.
 * @returns the media type, or the key of the sentence that says why the file is refused.
 */
export async function readMediaType(
  bytes: Uint8Array,
  name: string,
  declared: string,
): Promise<{ type: string } | { wrong: 'attachment.type' | 'attachment.type-lies' }> {
  const content = await typeOfContent(bytes)
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase()
  const named = kinds.find(({ endings }) => endings.some((one) => one === ending))
  if (named && named.type !== content) return { wrong: 'attachment.type-lies' }
  const found = kinds.find(({ type }) => type === content)
  if (!found || (ending !== undefined && !named)) return { wrong: 'attachment.type' }
  const said = declared.split(';')[0]?.trim().toLowerCase() ?? ''
  const silent = said === '' || said === 'application/octet-stream'
  const honest = said === found.type || found.aliases.some((alias) => alias === said)
  return silent || honest ? { type: found.type } : { wrong: 'attachment.type-lies' }
}

async function typeOfContent(bytes: Uint8Array): Promise<string | undefined> {
  const found = await fileTypeFromBuffer(bytes)
  if (!found) return isText(bytes) ? 'text/plain' : undefined
  return found.mime === 'image/heif' ? 'image/heic' : found.mime
}

/** Text has none of the bytes that browsers treat as binary data (WHATWG MIME Sniffing, section 3). */
const isText = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => byte > 0x1f || byte === 0x1b || [0x09, 0x0a, 0x0c, 0x0d].includes(byte))
