import { staffContext } from '#api/staff-context.ts'
import { may } from '#domain/permissions.ts'
import { countAwaiting } from '#domain/support/count-awaiting.ts'

/** What a senior colleague's pages ask to learn at once of a look that waits for approval. Not a use of the session. */
export async function GET(): Promise<Response> {
  const signedIn = await staffContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  if (!may(signedIn.ctx, 'looks:oversee')) return new Response(null, { status: 403 })
  return new Response(String(await countAwaiting(signedIn.ctx)))
}
