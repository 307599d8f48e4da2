import 'server-only'
import { fileResponse, sentenceResponse } from '#api/attachment-response.ts'
import { refusalOf } from '#api/errors.ts'
import { customerContext } from '#api/session/context.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { openAttachment } from '#domain/cases/open-attachment.ts'
import { isRefusal } from '#domain/errors.ts'
import { translator } from '#i18n/translator.ts'

/** A file of the signed-in customer's case, or a sentence that says why not. */
export async function customerAttachment(of: { id: string; attachment: string }): Promise<Response> {
  const signedIn = await customerContext()
  const { locale, requestId } = signedIn?.ctx ?? (await visitorContext())
  if (!signedIn) return sentenceResponse(401, translator(locale, 'errors')('signed-out'))
  try {
    const asked = { caseId: of.id, attachmentId: of.attachment }
    return fileResponse(await openAttachment(signedIn.ctx, asked))
  } catch (error) {
    const missing = isRefusal(error, 'not-found') || isRefusal(error, 'invalid')
    if (missing) return sentenceResponse(404, translator(locale, 'complaints')('no-file'))
    const refusal = refusalOf(error, locale, requestId)
    return sentenceResponse(refusal.status, refusal.message)
  }
}
