import 'server-only'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { may } from '#domain/access.ts'
import type { Ctx, StaffSession } from '#domain/context.ts'
import type { Permission } from '#domain/permissions.ts'
import { resumeStaffSession } from '#domain/staff/resume-staff-session.ts'
import { services } from '#services'
import { staffCookie } from '../session/session-cookie.ts'
import { contextFor } from '../session/visitor.ts'

export interface AtDesk {
  ctx: Ctx
  me: StaffSession
}

/**
 * The signed-in member of staff and their context, or null. One look-up a request.
 * @param attended false for what a page asks by itself: it keeps no session from idling out.
 */
export const staffContext = cache(async (attended = true): Promise<AtDesk | null> => {
  const value = (await cookies()).get(staffCookie.name)?.value
  if (!value) return null
  const { config } = await services()
  const named = staffCookie.open(config.secrets.AUTH_SECRET, value)
  if (!named) return null
  const entrance = await contextFor({ kind: 'staff-sign-in' }, null)
  const me = await resumeStaffSession(entrance, named, attended)
  return me && { ctx: { ...entrance, actor: { kind: 'staff', ...me } }, me }
})

/**
 * For desks: the context of who is signed in, else the way to the entrance; who lacks the permission is shown to
 * the start page, which says what their role opens. Every page and action calls it.
 */
export async function requireStaff(permission?: Permission): Promise<AtDesk> {
  const signedIn = await staffContext()
  if (!signedIn) redirect('/staff/sign-in')
  if (permission && !may(signedIn.ctx, permission)) redirect('/staff')
  return signedIn
}
