import { os, type Schema, type as untaken } from '@orpc/server'
import type { ResponseHeadersPluginContext } from '@orpc/server/plugins'
import type { z } from 'zod'
import type { Ctx } from '#domain/context.ts'
import { forbidden } from '#domain/errors.ts'
import { refusalOf, toORPCError } from '../errors.ts'

interface PortalContext extends ResponseHeadersPluginContext {
  ctx: Ctx
  /** Gives the browser a new cookie for its session. @param renewals what the cookie has to say. */
  renewSession?: (renewals: number) => Promise<void>
}

/**
 * The base of every operation of the browser's API. It serves customers only, although some of its verbs also serve
 * systems in the machine API. What a verb throws becomes a refusal in the reader's language.
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

/** An input of the given type, which is not parsed here. */
export const taken = untaken as <Given>() => Schema<Given, Given>
export type Given<Input> = Input extends z.ZodType ? z.input<Input> : undefined

/**
 * Makes an operation from a verb. Its input has the type of the verb's input; the verb alone parses it.
 * @param describe makes the answer from the verb's result, in the reader's language.
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
