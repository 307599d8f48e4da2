import { customerContext } from '#api/session/context.ts'
import { pageVersion } from '../../page-version.ts'

/** The version of the customer's open pages. Asking does not count as using the session. */
export async function GET(): Promise<Response> {
  const signedIn = await customerContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  return new Response(pageVersion(signedIn.ctx, signedIn.me))
}
