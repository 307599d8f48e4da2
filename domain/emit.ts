import type { Tx } from '#db/client.ts'
import type { EventType } from '#db/schema/event-types.ts'
import { events } from '#db/schema/events.ts'
import type { Ctx } from './context.ts'
import { eventRow } from './event-row.ts'
import { markEmitted } from './transaction.ts'

/**
 * Writes the events of a change, one for each object, in the change's own transaction. After the commit the worker is
 * woken and makes deliveries of them.
 */
export async function emit(
  ctx: Ctx,
  tx: Tx,
  type: EventType,
  ...objectIds: [string, ...string[]]
): Promise<void> {
  await tx.insert(events).values(objectIds.map((objectId) => eventRow(ctx, { type, objectId })))
  markEmitted(tx)
}
