import { copyVersion } from '#api/copy-response.ts'
import { customerContext } from '#api/session/context.ts'
import { showCopy } from '#domain/copies/show-copy.ts'

/** The version of a copy that is being made. Asking does not count as using the session. */
export async function GET(_: Request, { params }: RouteContext<'/copies/[copy]/watch'>): Promise<Response> {
  const signedIn = await customerContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  const { copy: copyId } = await params
  const view = await showCopy(signedIn.ctx, { copyId }).catch(() => null)
  return view ? new Response(copyVersion(view)) : new Response(null, { status: 404 })
}
