import { randomUUIDv7 } from 'node:crypto'
import type { EventType, events } from '#db/schema/events.ts'
import { requireSubject } from './access.ts'
import type { Ctx } from './context.ts'

/** What happened, and the decision, complaint or look it happened to. */
export interface NewEvent {
  type: EventType
  objectId: string
}

/** An event as its row is written; its place in the feed comes later. */
export const eventRow = (ctx: Ctx, { type, objectId }: NewEvent): typeof events.$inferInsert => ({
  id: randomUUIDv7(),
  customerId: requireSubject(ctx),
  type,
  objectId,
  at: ctx.now,
})
