import { isUtf8 } from 'node:buffer'
import { closedPolicy } from './http/answers.ts'

/** A file of a complaint, for the browser to save and never to show or run. */
export const fileResponse = ({
  name,
  mediaType,
  bytes,
}: {
  name: string
  mediaType: string
  bytes: Uint8Array
}) =>
  new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': contentType(mediaType, bytes),
      'content-length': String(bytes.length),
      'content-disposition': saveAs(name),
      'content-security-policy': `sandbox; ${closedPolicy}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })

/** A sentence instead of a file. */
export const sentenceResponse = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': closedPolicy,
      'cache-control': 'private, no-store',
    },
  })

/** Text says how it is written (RFC 2046, section 4.1.2). A text in another way than UTF-8 is bytes: nobody said which. */
function contentType(mediaType: string, bytes: Uint8Array): string {
  if (mediaType !== 'text/plain') return mediaType
  return isUtf8(bytes) ? 'text/plain; charset=utf-8' : 'application/octet-stream'
}

/** The file's name in UTF-8 (RFC 5987, RFC 6266), and in ASCII for clients that cannot read that. */
function saveAs(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
