import { endSession } from '#domain/sessions/end-session.ts'
import { requestStepUp, verifyStepUp } from '#domain/sessions/step-up.ts'
import { asIs, expose } from './procedure.ts'

export const profile = {
  endSession: expose(endSession, asIs),
  requestStepUp: expose(requestStepUp, ({ resendAt }, { now }) => ({
    resendAfterSeconds: Math.ceil((resendAt.getTime() - now.getTime()) / 1000),
  })),
  verifyStepUp: expose(verifyStepUp, () => undefined),
}
