import { fileResponse, sentenceResponse } from '#api/attachment-response.ts'
import { refusalOf } from '#api/errors.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { staffContext } from '#api/staff/context.ts'
import { openAttachment } from '#domain/cases/open-attachment.ts'
import { atDesk } from '#domain/desk/at-desk.ts'
import { isRefusal } from '#domain/errors.ts'
import { translator } from '#i18n/translator.ts'

/** A file of a complaint, for the staff who answer it. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/staff/cases/[reference]/attachments/[attachment]'>,
): Promise<Response> {
  const signedIn = await staffContext()
  const { locale, requestId } = signedIn?.ctx ?? (await visitorContext())
  if (!signedIn) return sentenceResponse(401, translator(locale, 'errors')('signed-out'))
  const { reference, attachment: attachmentId } = await params
  try {
    const { ctx, caseId } = await atDesk(signedIn.ctx, { reference: decodeURIComponent(reference) })
    return fileResponse(await openAttachment(ctx, { caseId, attachmentId }))
  } catch (error) {
    const missing = isRefusal(error, 'not-found') || isRefusal(error, 'invalid') || error instanceof URIError
    if (missing) return sentenceResponse(404, translator(locale, 'complaints')('no-file'))
    const refusal = refusalOf(error, locale, requestId)
    return sentenceResponse(refusal.status, refusal.message)
  }
}
