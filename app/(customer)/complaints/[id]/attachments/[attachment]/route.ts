import { customerContext } from '#api/context.ts'
import { refusalOf } from '#api/errors.ts'
import { visitorContext } from '#api/visitor.ts'
import { openAttachment } from '#domain/complaints/open-attachment.ts'
import { isRefusal } from '#domain/errors.ts'
import { words } from '#i18n/words.ts'

/** A file of a complaint, to whom it belongs: always saved, never shown or run by the browser. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/complaints/[id]/attachments/[attachment]'>,
): Promise<Response> {
  const signedIn = await customerContext()
  const { locale, requestId } = signedIn?.ctx ?? (await visitorContext())
  if (!signedIn) return sentence(401, words(locale, 'errors')('signed-out'))
  const { id: complaintId, attachment: attachmentId } = await params
  try {
    const { name, mediaType, bytes } = await openAttachment(signedIn.ctx, { complaintId, attachmentId })
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': mediaType,
        'content-length': String(bytes.length),
        'content-disposition': saveAs(name),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
    })
  } catch (error) {
    const missing = isRefusal(error, 'not-found') || isRefusal(error, 'invalid')
    if (missing) return sentence(404, words(locale, 'complaints')('no-file'))
    const refusal = refusalOf(error, locale, requestId)
    return sentence(refusal.status, refusal.message)
  }
}

/** The name as it is (RFC 5987, RFC 6266), and in ASCII for what cannot read that. */
function saveAs(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}

const sentence = (status: number, text: string) =>
  new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'private, no-store' },
  })
