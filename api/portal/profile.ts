import { endOtherSessions } from '#domain/sessions/end-other-sessions.ts'
import { endSession } from '#domain/sessions/end-session.ts'
import { requestStepUp, verifyStepUp } from '#domain/sessions/step-up.ts'
import { asIs, expose, type Given, procedure, taken } from './procedure.ts'

export const profile = {
  endSession: expose(endSession, asIs),
  endOtherSessions: expose(endOtherSessions, asIs),
  requestStepUp: expose(requestStepUp, ({ resendAt }, { now }) => ({
    resendAfterSeconds: Math.ceil((resendAt.getTime() - now.getTime()) / 1000),
  })),
  /** The one operation after which the browser has another cookie. */
  verifyStepUp: procedure
    .input(taken<Given<typeof verifyStepUp.input>>())
    .handler(async ({ context: { ctx, renewSession }, input }) => {
      const { renewals } = await verifyStepUp(ctx, input)
      await renewSession?.(renewals)
    }),
}
