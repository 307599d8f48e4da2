import { and, asc, gt, inArray, lte, sql } from 'drizzle-orm'
import { consentDecisions } from '#db/schema/consents.ts'
import { customers } from '#db/schema/customers.ts'
import { events } from '#db/schema/events.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { tasks } from '#db/schema/tasks.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { bodyColumns, bodyOf, ofCustomer, ofDecision, ofRestriction, ofTask } from './event-body.ts'
import { type EventsView, readEventsInput } from './schema.ts'

/** How many positions one call reads through, so that a rare type costs no more than a common one. */
const span = 10_000

/**
 * The feed after a position, in its order. Positions are committed in order, so no event is ever added before one that
 * was already read.
 * @throws DomainError `invalid`
 */
export const readEvents = verb(
  'events:read',
  readEventsInput,
  async (ctx, { after, limit, types }): Promise<EventsView> => {
    const { position, type } = events
    const [[newest], rows] = await read(ctx, (tx) =>
      Promise.all([
        // Asked first: whatever is placed meanwhile comes after it.
        tx.select({ position: sql<number>`coalesce(max(${position}), 0)`.mapWith(Number) }).from(events),
        tx
          .select(bodyColumns)
          .from(events)
          .innerJoin(customers, ofCustomer)
          .leftJoin(consentDecisions, ofDecision)
          .leftJoin(restrictions, ofRestriction)
          .leftJoin(tasks, ofTask)
          .where(
            and(gt(position, after), lte(position, after + span), types ? inArray(type, types) : undefined),
          )
          .orderBy(asc(position))
          .limit(limit),
      ]),
    )
    const last = newest?.position ?? 0
    const found = rows.map(bodyOf)
    const reached = found.at(-1)?.position ?? after
    const next = found.length === limit ? reached : Math.max(reached, Math.min(after + span, last))
    return { events: found, next, more: next < last }
  },
)
