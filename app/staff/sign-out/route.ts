import { cookies } from 'next/headers'
import { signInCookie, staffCookie } from '#api/session/session-cookie.ts'
import { signedOut } from '#api/session/signed-out.ts'
import { staffContext } from '#api/staff/context.ts'
import { signOutStaff } from '#domain/staff/sign-out-staff.ts'

/** Ends this staff session for good; the browser forgets it, and what it has kept of the pages. */
export async function POST(request: Request): Promise<Response> {
  return signedOut(request, '/staff/sign-in?left=1', async () => {
    const signedIn = await staffContext()
    if (signedIn) await signOutStaff(signedIn.ctx)
    const jar = await cookies()
    jar.set(staffCookie.name, '', { ...signInCookie(), maxAge: 0 })
  })
}
