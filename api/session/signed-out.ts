import { services } from '#services'
import { isOwnOrigin } from '../own-origin.ts'

/**
 * What the browser is to forget at a sign-out (Clear-Site-Data, W3C). `cache` has the pages that the back button would
 * show; `storage` is this origin's alone. `cookies` stays out: it would take the cookies of the bank's other sites under the
 * same domain, the language, and that the customer has signed in in this browser before.
 */
const forgotten = '"cache", "storage"'

/**
 * Answers a sign-out: does it, has the browser forget the pages, and leads to the sign-in. A form of another site does
 * nothing.
 */
export async function signedOut(request: Request, to: string, end: () => Promise<void>): Promise<Response> {
  const { config } = await services()
  const away = (path: string, headers: Record<string, string> = {}) =>
    new Response(null, {
      status: 303,
      headers: { location: new URL(path, config.PUBLIC_URL).href, ...headers },
    })
  if (!(await isOwnOrigin(request.headers))) return away('/')
  await end()
  return away(to, { 'clear-site-data': forgotten })
}
