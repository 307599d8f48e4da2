import { sentenceResponse } from '#api/attachment-response.ts'
import { calendarResponse } from '#api/calendar-response.ts'
import { customerContext } from '#api/session/context.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { showCopy } from '#domain/copies/show-copy.ts'
import { translator } from '#i18n/translator.ts'

/** The day on which a copy is erased, for a calendar. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/copies/[copy]/calendar'>,
): Promise<Response> {
  const signedIn = await customerContext()
  const { locale } = signedIn?.ctx ?? (await visitorContext())
  if (!signedIn) return sentenceResponse(401, translator(locale, 'errors')('signed-out'))
  const { copy: copyId } = await params
  const say = translator(locale, 'copies')
  const view = await showCopy(signedIn.ctx, { copyId }).catch(() => null)
  if (!view?.keptUntil || !view.open) return sentenceResponse(404, say('file.gone'))
  return calendarResponse({
    uid: `${view.id}@copies`,
    made: view.readyAt ?? view.askedAt,
    on: view.keptUntil,
    title: say('download.event'),
  })
}
