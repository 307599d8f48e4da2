import { fileResponse, sentenceResponse } from '#api/attachment-response.ts'
import { refusalOf } from '#api/errors.ts'
import { customerContext } from '#api/session/context.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { openAttachment } from '#domain/cases/open-attachment.ts'
import { isRefusal } from '#domain/errors.ts'
import { translator } from '#i18n/translator.ts'

/** A file of a complaint, to whom it belongs. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/complaints/[id]/attachments/[attachment]'>,
): Promise<Response> {
  const signedIn = await customerContext()
  const { locale, requestId } = signedIn?.ctx ?? (await visitorContext())
  if (!signedIn) return sentenceResponse(401, translator(locale, 'errors')('signed-out'))
  const { id: caseId, attachment: attachmentId } = await params
  try {
    return fileResponse(await openAttachment(signedIn.ctx, { caseId, attachmentId }))
  } catch (error) {
    const missing = isRefusal(error, 'not-found') || isRefusal(error, 'invalid')
    if (missing) return sentenceResponse(404, translator(locale, 'complaints')('no-file'))
    const refusal = refusalOf(error, locale, requestId)
    return sentenceResponse(refusal.status, refusal.message)
  }
}
