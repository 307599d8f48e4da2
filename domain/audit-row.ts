import { randomUUIDv7 } from 'node:crypto'
import type { auditLog } from '#db/schema/activity.ts'
import { nobody } from '#db/schema/roles.ts'
import type { Action } from './actions.ts'
import type { Ctx } from './context.ts'

export interface AuditEntry {
  action: Action
  /** The customer it is about, when that is not the context's subject. */
  customerId?: string
  /** When it happened, when that is not the context's time. */
  at?: Date
  /** The row it is about. */
  objectId?: string
  /** Codes, ids, counts: never a personal value. */
  detail?: Record<string, string | number | boolean | null>
}

/** The audit row of an entry: adds the actor, the session, the look and the time. */
export const auditRow = (ctx: Ctx, entry: AuditEntry): typeof auditLog.$inferInsert => ({
  customerId: entry.customerId ?? ctx.subject ?? nobody,
  id: randomUUIDv7(),
  at: entry.at ?? ctx.now,
  action: entry.action,
  actorKind: ctx.actor.kind,
  actorId: actorId(ctx),
  sessionId: 'sessionId' in ctx.actor ? ctx.actor.sessionId : null,
  lookId: ctx.actor.kind === 'support' ? ctx.actor.lookId : null,
  objectId: entry.objectId ?? null,
  detail: entry.detail ?? {},
  requestId: ctx.requestId,
})

/** The actor's id on rows: for the customer the subject, for staff and systems their own id. */
export function actorId(ctx: Ctx): string | null {
  switch (ctx.actor.kind) {
    case 'customer':
      return ctx.subject
    case 'staff':
    case 'support':
      return ctx.actor.staffId
    case 'system':
      return ctx.actor.systemId
    default:
      return null
  }
}
