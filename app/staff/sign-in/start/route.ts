import type { NextRequest } from 'next/server'
import { isOwnOrigin } from '#api/own-origin.ts'
import { awayTo, beginStaffSignIn } from '#api/staff/auth.ts'
import { services } from '#services'

/**
 * Leads to the bank's sign-in system, for the form of this portal's own pages: `then` is the page to come back to, `fresh`
 * asks for the password again. Nothing else begins a sign-in, so no other site can end a session or a look with a link.
 */
export async function POST(request: NextRequest): Promise<Response> {
  const { config } = await services()
  if (!(await isOwnOrigin(request.headers))) return awayTo('/staff/sign-in', config)
  const form = await request.formData()
  const then = form.get('then')
  return beginStaffSignIn(typeof then === 'string' ? then : null, form.has('fresh'))
}

/** A link may lead to the sign-in's page, where the person presses the button. */
export async function GET({ nextUrl: { searchParams } }: NextRequest): Promise<Response> {
  const { config } = await services()
  const back = searchParams.get('then')
  const kept = new URLSearchParams({
    ...(searchParams.has('fresh') && { fresh: '1' }),
    ...(back && { back }),
  })
  return awayTo(`/staff/sign-in${kept.size > 0 ? `?${kept}` : ''}`, config)
}
