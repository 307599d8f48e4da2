import type { NextRequest } from 'next/server'
import { staffContext } from '#api/staff/context.ts'
import { wordOf } from '#components/looks/look-word.ts'
import { isDomainError } from '#domain/errors.ts'
import { watchLook } from '#domain/looks/watch-look.ts'

/** What an agent's page asks to learn at once of an answer or an end. Not a use of the session. */
export async function GET(
  _: NextRequest,
  { params }: RouteContext<'/staff/looks/[id]/watch'>,
): Promise<Response> {
  const signedIn = await staffContext(false)
  if (!signedIn) return new Response(null, { status: 401 })
  try {
    const { state, steps } = await watchLook(signedIn.ctx, { lookId: (await params).id })
    return new Response(wordOf(state, steps))
  } catch (error) {
    if (isDomainError(error)) return new Response(null, { status: 404 })
    throw error
  }
}
