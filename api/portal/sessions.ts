import { type } from '@orpc/server'
import { endSession } from '#domain/sessions/end-session.ts'
import { requestStepUp, verifyStepUp } from '#domain/sessions/step-up.ts'
import { procedure } from './procedure.ts'

export const profile = {
  endSession: procedure
    .input(type<{ id: string }>())
    .handler(({ context, input }) => endSession(context.ctx, input)),
  requestStepUp: procedure.handler(async ({ context: { ctx } }) => {
    const { resendAt } = await requestStepUp(ctx)
    return { resendAfterSeconds: Math.ceil((resendAt.getTime() - ctx.now.getTime()) / 1000) }
  }),
  verifyStepUp: procedure.input(type<{ code: string }>()).handler(async ({ context, input }) => {
    await verifyStepUp(context.ctx, input)
  }),
}
