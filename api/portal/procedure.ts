import { os, type Schema, type as untaken } from '@orpc/server'
import type { ResponseHeadersPluginContext } from '@orpc/server/plugins'
import type { z } from 'zod'
import type { Ctx } from '#domain/context.ts'
import { forbidden } from '#domain/errors.ts'
import { refusalOf, toORPCError } from '../errors.ts'

interface PortalContext extends ResponseHeadersPluginContext {
  ctx: Ctx
}

/**
 * What every operation of the browser's API is made from. It serves customers in person and nobody else, though
 * some of its verbs also serve systems elsewhere; whatever a verb throws leaves as a refusal in the reader's words.
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

/** An input as the page typed it. */
const taken = untaken as <Given>() => Schema<Given, Given>
type Given<Input> = Input extends z.ZodType ? z.input<Input> : undefined

/**
 * Makes an operation of a verb. It takes what the verb takes; the verb alone takes it apart.
 * @param describe what the page is told of the verb's result, in the reader's words.
 */
export const expose = <Result, Input extends z.ZodType | null, Told = Result>(
  verb: ((ctx: Ctx, input?: unknown) => Promise<Result>) & { readonly input: Input },
  describe: (result: Result, ctx: Ctx) => Told,
) =>
  procedure
    .input(taken<Given<Input>>())
    .handler(async ({ context: { ctx }, input }) => describe(await verb(ctx, input), ctx))

/** The verb's result as it is. */
export const asIs = <Result>(result: Result): Result => result
