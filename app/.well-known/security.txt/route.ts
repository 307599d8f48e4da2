import { visitorContext } from '#api/session/visitor.ts'
import { operator } from '#domain/policies/operator.ts'
import { services } from '#services'
import { securityText } from './text.ts'

export async function GET(): Promise<Response> {
  const [ctx, { config }] = await Promise.all([visitorContext(), services()])
  const text = securityText({ email: operator(ctx).email, publicUrl: config.PUBLIC_URL, now: ctx.now })
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
