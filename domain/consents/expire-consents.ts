import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '#db/client.ts'
import { events } from '#db/schema/events.ts'
import type { Ctx } from '../context.ts'
import { conflict, isRefusal } from '../errors.ts'
import { eventRow } from '../event-row.ts'
import { record } from '../record.ts'
import { change, markEmitted, read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** How many ends one call writes. */
const batch = 200

/**
 * Tells of each given consent that has run out, as of the moment it ended: the systems by an event, the customer by an entry
 * in the log. The state of a consent does not depend on it. A consent that was decided on again since is left. Any number
 * of workers may run; each end is written once.
 * @returns how many ends were written, and whether there may be more.
 */
export const expireConsents = verb(
  'consents:expire',
  async (ctx): Promise<{ expired: number; more: boolean }> => {
    const due = await read(ctx, (tx) => readDue(ctx, tx))
    return { expired: due.length > 0 ? await write(ctx, due) : 0, more: due.length === batch }
  },
)

interface Due {
  customerId: string
  id: string
  consent: string
  expiresAt: Date
}
const dueRows = z.object({
  rows: z.array(
    z.object({
      customerId: z.string(),
      id: z.string(),
      consent: z.string(),
      expiresAt: z.coerce.date(),
    }),
  ),
})

/** Ends are written in their order, so those before the newest that was written need not be looked through again. */
async function readDue({ now }: Ctx, tx: Tx): Promise<Due[]> {
  const found = await tx.execute(sql`
    select d.customer_id as "customerId", d.id, d.consent, d.expires_at as "expiresAt"
    from consent_decisions d
    where d.expires_at <= ${now.toISOString()}::timestamptz and d.outcome = 'given'
      and d.expires_at >= coalesce((select max(at) from events where type = 'consent.expired'), '-infinity')
      and not exists (select from consent_decisions later
        where later.customer_id = d.customer_id and later.previous_id = d.id)
      and not exists (select from events e
        where e.customer_id = d.customer_id and e.object_id = d.id::text and e.type = 'consent.expired')
    order by d.expires_at, d.id limit ${batch}`)
  return dueRows.parse(found).rows
}

/** Writes the ends that no other worker has written, each with its audit row. */
async function write(ctx: Ctx, due: readonly Due[]): Promise<number> {
  try {
    return await change(ctx, async (tx) => {
      const ends = due.map(({ customerId, id, expiresAt: now }) =>
        eventRow({ ...ctx, subject: customerId, now }, { type: 'consent.expired', objectId: id }),
      )
      const written = await tx
        .insert(events)
        .values(ends)
        .onConflictDoNothing()
        .returning({ id: events.objectId })
      const ids = new Set(written.map(({ id }) => id))
      const [first, ...others] = due.filter(({ id }) => ids.has(id)).map(entryOf)
      if (!first) throw conflict()
      await record(ctx, tx, first, ...others)
      markEmitted(tx)
      return ids.size
    })
  } catch (error) {
    if (isRefusal(error, 'conflict')) return 0
    throw error
  }
}

const entryOf = ({ customerId, id, consent, expiresAt: at }: Due) =>
  ({ action: 'consent.expired', customerId, at, objectId: id, detail: { consent } }) as const
