import { RPCHandler } from '@orpc/server/fetch'
import { ResponseHeadersPlugin } from '@orpc/server/plugins'
import { type Refusal, toORPCError } from '#api/errors.ts'
import { isOwnOrigin } from '#api/own-origin.ts'
import { portal } from '#api/portal/router.ts'
import { renewSession } from '#api/session/auth.ts'
import { customerContext } from '#api/session/context.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { translator } from '#i18n/translator.ts'

const handler = new RPCHandler(portal, { plugins: [new ResponseHeadersPlugin()] })

/** A refusal before any operation is reached, in the shape that operations use. */
type Doorstep = 'other-origin' | 'signed-out' | 'not-found' | 'too-large'

/** One attachment (10 MB) and its wrapping. A body that does not say how long it is is not read. */
const maxBodyBytes = 10.5 * 1024 * 1024

/** The browser's API. Only pages of this portal may call it, and only for the signed-in customer. */
async function answer(request: Request): Promise<Response> {
  const visitor = await visitorContext()
  const refuse = (status: number, code: Doorstep) => {
    const message = translator(visitor.locale, 'errors')(code)
    const refusal: Refusal = { code, status, message, fields: {}, requestId: visitor.requestId }
    return Response.json({ json: toORPCError(refusal).toJSON() }, { status })
  }

  if (!(await isOwnOrigin(request.headers))) return refuse(403, 'other-origin')
  const length = request.headers.get('content-length')
  if (length === null || Number(length) > maxBodyBytes) return refuse(413, 'too-large')
  const signedIn = await customerContext()
  if (!signedIn) return refuse(401, 'signed-out')
  const { response } = await handler.handle(request, {
    prefix: '/api/portal',
    context: { ctx: signedIn.ctx, renewSession: (renewals) => renewSession(signedIn.me, renewals) },
  })
  return response ?? refuse(404, 'not-found')
}

export { answer as POST }
