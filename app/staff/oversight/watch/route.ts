import { staffContext } from '#api/staff/context.ts'
import { urgencies, urgencyWord } from '#app/staff/alerts.ts'

/** What a senior colleague's pages ask to learn at once of what is urgent. Not a use of the session. */
export async function GET(): Promise<Response> {
  const signedIn = await staffContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  const urgent = await urgencies(signedIn.ctx)
  return urgent ? new Response(urgencyWord(urgent)) : new Response(null, { status: 403 })
}
