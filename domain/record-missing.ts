import type { Action } from './actions.ts'
import type { Ctx } from './context.ts'
import { isRefusal } from './errors.ts'
import { record } from './record.ts'
import { change } from './transaction.ts'

/**
 * Does the work. When it finds nothing by the id, writes an audit row that an actor asked for it: the id may be another
 * customer's. The audit row has a transaction of its own, because the work's is rolled back.
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
