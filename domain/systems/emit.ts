import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#db/client.ts'
import { events } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { requireSubject } from '../permissions.ts'
import type { EventType } from './schema.ts'

/** Writes the event of a change, in the change's own transaction; deliveries are made from it. */
export async function emit(ctx: Ctx, tx: Tx, type: EventType, objectId: string): Promise<void> {
  await tx
    .insert(events)
    .values({ id: randomUUIDv7(), customerId: requireSubject(ctx), type, objectId, at: ctx.now })
}
