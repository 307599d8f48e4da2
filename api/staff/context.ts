import 'server-only'
import type { Route } from 'next'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { authSecrets } from '#config'
import { may } from '#domain/access.ts'
import type { Ctx, StaffSession } from '#domain/context.ts'
import { addressMark } from '#domain/limits.ts'
import type { Permission } from '#domain/permissions.ts'
import { resumeStaffSession } from '#domain/staff/resume-staff-session.ts'
import { log } from '#log'
import { services } from '#services'
import { askedForHeader } from '../asked-for.ts'
import { staffCookie } from '../session/session-cookie.ts'
import { contextFor } from '../session/visitor.ts'
import { deskSignInPath } from './desk-path.ts'

export interface AtDesk {
  ctx: Ctx
  me: StaffSession
}

/**
 * The signed-in member of staff and their context, or null. It is looked up once in a request.
 * @param attended false for requests that a page makes by itself; they do not keep a session from idling out.
 */
export const staffContext = cache(async (attended = true): Promise<AtDesk | null> => {
  const value = (await cookies()).get(staffCookie.name)?.value
  if (!value) return null
  const { config } = await services()
  const named = staffCookie.open(authSecrets(config), value)
  if (!named) return null
  const entrance = await contextFor({ kind: 'staff-sign-in' }, null)
  const me = await resumeStaffSession(entrance, named, attended)
  return me && { ctx: { ...entrance, actor: { kind: 'staff', ...me } }, me }
})

/**
 * The context of the signed-in member of staff, or a redirect: to the sign-in, which leads back to the page, or, without the
 * permission, to the start page, which says what their role can open. Every staff page and action calls it.
 */
export async function requireStaff(permission?: Permission): Promise<AtDesk> {
  const signedIn = await staffContext()
  if (!signedIn) redirect(deskSignInPath((await headers()).get(askedForHeader)) as Route)
  const { ctx, me } = signedIn
  if (permission && !may(ctx, permission)) {
    const { requestId } = ctx
    log.warn(
      { requestId, staffId: me.staffId, permission, address: addressMark(ctx) },
      'staff were turned away',
    )
    redirect('/staff')
  }
  return signedIn
}
