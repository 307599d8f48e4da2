import type { Ctx } from '../context.ts'
import { recordMissing } from '../record-missing.ts'

/** Does the work; when the request is not found, leaves a trace that an actor asked for it. */
export const recordMissingRequest = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'request.not-found', objectId, work)
