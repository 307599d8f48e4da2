import { refusalOf } from '#api/errors.ts'
import { visitorContext } from '#api/session/visitor.ts'
import { showCanonical } from '#domain/policies/show-canonical.ts'

/** A policy version as canonical JSON, whose bytes have the version's hash. */
export async function GET(
  _: Request,
  { params }: RouteContext<'/policy/[number]/policy.json'>,
): Promise<Response> {
  const ctx = await visitorContext()
  try {
    const { canonical } = await showCanonical(ctx, await params)
    return new Response(canonical, { headers: { 'content-type': 'application/json' } })
  } catch (error) {
    const { status, message } = refusalOf(error, ctx.locale, ctx.requestId)
    return Response.json({ message }, { status })
  }
}
