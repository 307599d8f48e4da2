import { customerContext } from '#api/session/context.ts'
import { noticesVersion } from '#components/looks/look-notice.tsx'

/** The version of the customer's notices of looks, for their open pages. Asking does not count as using the session. */
export async function GET(): Promise<Response> {
  const signedIn = await customerContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  return new Response(noticesVersion(signedIn.me.looks))
}
