import { sentenceResponse } from '#api/attachment-response.ts'
import { copyResponse } from '#api/copy-response.ts'
import { refusalOf } from '#api/errors.ts'
import { customerContext } from '#api/session/context.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { openCopy } from '#domain/copies/open-copy.ts'
import { isRefusal } from '#domain/errors.ts'
import { translator } from '#i18n/translator.ts'

type Context = RouteContext<'/copies/[copy]/file'>

/** The file of a copy, or the part of it that the request asks for (RFC 9110, section 14). */
export const GET = (request: Request, context: Context) => serve(request, context, false)
/** Its size and its tag; nothing is counted. */
export const HEAD = (request: Request, context: Context) => serve(request, context, true)

async function serve({ headers }: Request, { params }: Context, headOnly: boolean): Promise<Response> {
  const signedIn = await customerContext()
  const { locale, requestId } = signedIn?.ctx ?? (await visitorContext())
  if (!signedIn) return sentenceResponse(401, translator(locale, 'errors')('signed-out'))
  const { copy: copyId } = await params
  const input = { copyId, range: headers.get('range'), ifRange: headers.get('if-range'), headOnly }
  try {
    return copyResponse(await openCopy(signedIn.ctx, input))
  } catch (error) {
    // A browser that opened the address by itself is shown the page, which asks for a code or says that it is over.
    const isPage = headers.get('sec-fetch-mode') === 'navigate'
    if (isPage && isRefusal(error, 'step-up')) return toPage(`/copies/${copyId}?code=1`)
    if (isPage && isRefusal(error, 'locked')) return toPage(`/copies/${copyId}`)
    const missing = isRefusal(error, 'not-found') || isRefusal(error, 'invalid')
    if (missing) return sentenceResponse(404, translator(locale, 'copies')('file.gone'))
    const refusal = refusalOf(error, locale, requestId)
    return sentenceResponse(refusal.status, refusal.message)
  }
}

const toPage = (path: string) => new Response(null, { status: 303, headers: { location: path } })
