import { randomUUIDv7 } from 'node:crypto'
import type { EventType } from '#db/schema/event-types.ts'
import type { events } from '#db/schema/events.ts'
import { requireSubject } from './access.ts'
import type { Ctx } from './context.ts'

/** The type of an event, and the decision, complaint or look it is about. */
export interface NewEvent {
  type: EventType
  objectId: string
}

/** The row of a new event. It gets its position in the feed later. */
export const eventRow = (ctx: Ctx, { type, objectId }: NewEvent): typeof events.$inferInsert => ({
  id: randomUUIDv7(),
  customerId: requireSubject(ctx),
  type,
  objectId,
  at: ctx.now,
})
