import { BodyLimitPlugin, RPCHandler } from '@orpc/server/fetch'
import { ResponseHeadersPlugin } from '@orpc/server/plugins'
import { customerContext } from '#api/context.ts'
import { isSameOrigin } from '#api/origin.ts'
import { portal } from '#api/portal.ts'
import { visitorContext } from '#api/visitor.ts'
import { words } from '#i18n/words.ts'
import { services } from '#services'

/** Room for the largest attachment and what multipart puts around it. */
const maxBodySize = 11 * 1024 * 1024
const handler = new RPCHandler(portal, {
  plugins: [new ResponseHeadersPlugin(), new BodyLimitPlugin({ maxBodySize })],
})

/** Hands over the request itself: Next's watching proxy of it cannot be copied, which the body limit does. */
export const dynamic = 'force-dynamic'

/** One attachment (10 MB) and its wrapping. A body that does not say how long it is is not read. */
const maxBodyBytes = 10.5 * 1024 * 1024

/** The browser's API. Only pages of this portal may call it, and only for who is signed in. */
async function answer(request: Request): Promise<Response> {
  const visitor = await visitorContext()
  const refuse = (status: number, key: 'other-origin' | 'signed-out' | 'not-found' | 'too-large') =>
    Response.json(
      { code: key, message: words(visitor.locale, 'errors')(key), requestId: visitor.requestId },
      { status },
    )

  const { config } = await services()
  if (!isSameOrigin(request.headers, config.PUBLIC_URL)) return refuse(403, 'other-origin')
  if (!(Number(request.headers.get('content-length') ?? Number.NaN) <= maxBodyBytes))
    return refuse(413, 'too-large')
  const signedIn = await customerContext()
  if (!signedIn) return refuse(401, 'signed-out')
  const { response } = await handler.handle(request, {
    prefix: '/api/portal',
    context: { ctx: signedIn.ctx },
  })
  return response ?? refuse(404, 'not-found')
}

export { answer as POST }
