import { staffContext } from '#api/staff-context.ts'
import { may } from '#domain/permissions.ts'
import { countUrgent } from '#domain/support/count-urgent.ts'

/** What a senior colleague's pages ask to learn at once of what is urgent. Not a use of the session. */
export async function GET(): Promise<Response> {
  const signedIn = await staffContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  if (!may(signedIn.ctx, 'looks:oversee')) return new Response(null, { status: 403 })
  return new Response(String(await countUrgent(signedIn.ctx)))
}
