import type { TracedAction } from './actions.ts'
import type { Ctx } from './context.ts'
import { isRefusal } from './errors.ts'
import { record, recordTrace } from './record.ts'
import { change } from './transaction.ts'

/**
 * Does the work. When it finds nothing by the id, leaves a trace that an actor asked for it: the id may be another
 * customer's. The trace has a transaction of its own, because the work's is rolled back.
 */
export async function recordMissing<T>(
  ctx: Ctx,
  action: TracedAction,
  objectId: string,
  work: () => Promise<T>,
): Promise<T> {
  // In a look nothing may be written but the log, and only staff look, for minutes.
  const write = ctx.actor.kind === 'support' ? record : recordTrace
  try {
    return await work()
  } catch (error) {
    if (isRefusal(error, 'not-found')) await change(ctx, (tx) => write(ctx, tx, { action, objectId }))
    throw error
  }
}
