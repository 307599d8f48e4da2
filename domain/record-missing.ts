import type { Action } from './actions.ts'
import type { Ctx } from './context.ts'
import { isRefusal } from './errors.ts'
import { record } from './record.ts'
import { change } from './transaction.ts'

/**
 * Does the work, and when it finds nothing by that id, writes down that someone asked for it: the id may be
 * another's. The audit row has a transaction of its own, since the work's is lost.
 */
export async function recordMissing<T>(
  ctx: Ctx,
  action: Action,
  objectId: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isRefusal(error, 'not-found')) await change(ctx, (tx) => record(ctx, tx, { action, objectId }))
    throw error
  }
}
