'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { signInCookie, staffCookie } from '#api/session/session-cookie.ts'
import { staffContext } from '#api/staff/context.ts'
import { signOutStaff } from '#domain/staff/sign-out-staff.ts'

/** Ends this staff session for good and forgets the cookie. */
export async function leaveDesk(): Promise<void> {
  const signedIn = await staffContext()
  if (signedIn) await signOutStaff(signedIn.ctx)
  const jar = await cookies()
  jar.set(staffCookie.name, '', { ...signInCookie(), maxAge: 0 })
  redirect('/staff/sign-in?left=1')
}
