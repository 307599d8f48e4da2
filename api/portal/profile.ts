import { type } from '@orpc/server'
import { endSession } from '#domain/identity/end-session.ts'
import { requestStepUp, verifyStepUp } from '#domain/identity/step-up.ts'
import { procedure } from './procedure.ts'

export const profile = {
  endSession: procedure
    .input(type<{ id: string }>())
    .handler(({ context, input }) => endSession(context.ctx, input)),
  requestStepUp: procedure.handler(({ context }) => requestStepUp(context.ctx)),
  verifyStepUp: procedure
    .input(type<{ code: string }>())
    .handler(({ context, input }) => verifyStepUp(context.ctx, input)),
}
