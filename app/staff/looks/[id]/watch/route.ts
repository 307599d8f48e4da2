import type { NextRequest } from 'next/server'
import { staffContext } from '#api/staff/context.ts'
import { lookVersion } from '#components/looks/look-version.ts'
import { isDomainError } from '#domain/errors.ts'
import { watchLook } from '#domain/looks/watch-look.ts'

/** The version of a look, for an agent's open page about it. Asking does not count as using the session. */
export async function GET(
  _: NextRequest,
  { params }: RouteContext<'/staff/looks/[id]/watch'>,
): Promise<Response> {
  const signedIn = await staffContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  try {
    const { state, steps } = await watchLook(signedIn.ctx, { lookId: (await params).id })
    return new Response(lookVersion(state, steps))
  } catch (error) {
    if (isDomainError(error)) return new Response(null, { status: 404 })
    throw error
  }
}
