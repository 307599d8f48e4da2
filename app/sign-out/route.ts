import { signOut } from '#api/session/auth.ts'
import { customerContext } from '#api/session/context.ts'
import { signedOut } from '#api/session/signed-out.ts'
import { endSession } from '#domain/sessions/end-session.ts'

/** Ends this session for good; the browser forgets it, and what it has kept of the pages. */
export async function POST(request: Request): Promise<Response> {
  return signedOut(request, '/sign-in', async () => {
    const signedIn = await customerContext()
    if (signedIn) await endSession(signedIn.ctx, { id: signedIn.me.sessionId })
    await signOut({ redirect: false })
  })
}
