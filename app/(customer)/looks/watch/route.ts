import { customerContext } from '#api/session/context.ts'
import { wordOf } from '#components/looks/look-notice.tsx'

/** What the customer's pages ask to learn of a look at once: one word for all that is open. Not a use of the session. */
export async function GET(): Promise<Response> {
  const signedIn = await customerContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  return new Response(wordOf(signedIn.me.looks))
}
