import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { honourGpc } from '#domain/consents/honour-gpc.ts'
import type { Ctx } from '#domain/context.ts'
import { resumeSession } from '#domain/sessions/resume-session.ts'
import type { Me } from '#domain/sessions/schema.ts'
import { askedForHeader } from '../asked-for.ts'
import { namedSession } from './auth.ts'
import { signInPath } from './page-path.ts'
import { contextFor } from './visitor.ts'

/**
 * The signed-in customer and their context, or null. It is looked up once in a request.
 * @param attended false for requests that a page makes by itself; they do not keep a session from idling out.
 */
export const customerContext = cache(async (attended = true): Promise<{ ctx: Ctx; me: Me } | null> => {
  const named = await namedSession()
  if (!named) return null
  const { sub: customerId, sid: sessionId, renewals } = named
  const asked = await contextFor({ kind: 'customer', sessionId, verifiedAt: new Date(0) }, customerId)
  const me = await resumeSession(asked, attended, renewals)
  if (!me) return null
  const ctx: Ctx = { ...asked, actor: { kind: 'customer', sessionId, verifiedAt: me.verifiedAt } }
  if (ctx.browser.gpc && !me.gpcNoticed) await honourGpc(ctx)
  return { ctx, me }
})

/**
 * The customer's context for a page, or a redirect to the sign-in, which leads back to the page. Every page calls it; a check
 * in a layout is not enough.
 */
export async function requireCustomer(): Promise<{ ctx: Ctx; me: Me }> {
  const signedIn = await customerContext()
  if (!signedIn) redirect(signInPath((await headers()).get(askedForHeader)) as Route)
  return signedIn
}
