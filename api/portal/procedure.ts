import { os } from '@orpc/server'
import type { ResponseHeadersPluginContext } from '@orpc/server/plugins'
import type { Ctx } from '#domain/context.ts'
import { forbidden } from '#domain/errors.ts'
import { refusalOf, toORPCError } from '../errors.ts'

export interface PortalContext extends ResponseHeadersPluginContext {
  ctx: Ctx
}

/**
 * What every operation of the browser's API is made from. It serves customers in person and nobody else, though
 * some of its verbs also serve systems elsewhere; whatever a verb throws leaves as a refusal in the reader's
 * words. Inputs are taken apart by the verbs, once.
 */
export const procedure = os.$context<PortalContext>().use(async ({ next, context }) => {
  try {
    if (context.ctx.actor.kind !== 'customer') throw forbidden()
    return await next()
  } catch (error) {
    const { locale, requestId } = context.ctx
    const refusal = refusalOf(error, locale, requestId)
    if (refusal.retryAfterSeconds) context.resHeaders?.set('retry-after', String(refusal.retryAfterSeconds))
    throw toORPCError(refusal)
  }
})
