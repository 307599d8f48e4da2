import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { isServer, type Tx } from '#db/client.ts'
import { wake } from '#db/wake.ts'
import { consentsByRecipient } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { coverageFor } from '../consents/coverage.ts'
import type { Ctx } from '../context.ts'
import { bookkeep, read } from '../transaction.ts'
import { verb } from '../verb.ts'

/** How many events get a position, and how many deliveries each subscription gets, in one transaction. */
const batch = 1000
/** How long a worker that loses its connection in the middle can hold up the others. */
const patience = '10s'

const counted = z.object({ rows: z.array(z.object({ count: z.coerce.number() })) })
const countOf = (result: unknown): number => counted.parse(result).rows[0]?.count ?? 0

export interface Positioned {
  /** How many events got their position in the feed. */
  placed: number
  /** How many deliveries were made. */
  made: number
  /** Whether there may be more to do. */
  more: boolean
}

/**
 * Gives committed events their position in the feed, in the order in which they were written, and makes a delivery for
 * every subscription that wants them. One worker at a time does so, so that positions are committed in order: a reader
 * who has read up to one finds all later ones after it. When the `made_up_to` of a subscription is set back, everything
 * since then is sent once more; what its system has confirmed stays confirmed. A partner's system hears of a yes only while
 * the policy names that partner, and of each no and each end. A task goes to its own system alone.
 */
export const positionEvents = verb('deliveries:make', async (ctx): Promise<Positioned> => {
  const waiting = countOf(await read(ctx, (tx) => tx.execute(anyToDo)))
  if (waiting === 0) return { placed: 0, made: 0, more: false }
  const done = await bookkeep(ctx, 'feed', async (tx) => {
    await tx.execute(alone(isServer(ctx.db)))
    const placed = countOf(await tx.execute(place))
    const { made, behind } = await makeDeliveries(ctx, tx)
    return { placed, made, more: placed === batch || behind > 0 }
  })
  if (done.placed > 0) wake(ctx.db, 'placed')
  return done
})

const last = sql`(select coalesce(max(position), 0) from events)`

/** Whether a subscription gets deliveries: it has been live once, and nobody has ended it. */
const isMadeFor = sql`live_since is not null and state <> 'disabled'`

/** Asked first, so that of many workers woken at once only those wait in line that have something to do. */
const anyToDo = sql`select 1 as count where exists (select from events where position is null)
  or exists (select from subscriptions where ${isMadeFor} and made_up_to < ${last})`

/**
 * One statement of its own: what follows must see what the one before had placed. Only a server ends the sessions of
 * others; the embedded engine has one session, which is its process.
 */
const alone = (onServer: boolean) => sql`select ${onServer ? endsWhenIdle : sql``}
  pg_advisory_xact_lock(hashtext('arqau feed'))`
const endsWhenIdle = sql`set_config('idle_in_transaction_session_timeout', ${patience}, true), `

const place = sql`
  with fresh as materialized (
    select customer_id, id, row_number() over (order by number) as place
    from (select customer_id, id, number from events where position is null order by number limit ${batch}) unplaced
  ), before as materialized (select ${last} as position), placed as (
    update events set position = before.position + fresh.place from fresh, before
    where events.customer_id = fresh.customer_id and events.id = fresh.id
    returning 1
  )
  select count(*) from placed`

/** UUIDv7 (RFC 9562, section 5.7) in SQL: 48 bits of milliseconds, then chance. Postgres has its own from 18 on. */
const uuidv7 = sql`encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
  52, 1), 53, 1), 'hex')::uuid`

const madeRows = z.object({
  rows: z.array(z.object({ made: z.coerce.number(), behind: z.coerce.number() })),
})

async function makeDeliveries(ctx: Ctx, tx: Tx): Promise<{ made: number; behind: number }> {
  const now = sql`${ctx.now.toISOString()}::timestamptz`
  // Also of consents that are dropped: systems obey their end as soon as they obeyed a withdrawal.
  const { obeyWithinMinutes: obey } = await coverageFor(ctx, [], tx)
  const told = JSON.stringify(consentsByRecipient(catalogue()))
  const result = await tx.execute(sql`
    with due as materialized (
      select id, system_id, types, consents, made_up_to, least(${last}, made_up_to + ${batch}) as up_to
      from subscriptions where ${isMadeFor} and made_up_to < ${last}
      for update
    ), made as (
      insert into deliveries (customer_id, id, subscription_id, system_id, event_id, object_id, ordered_by, position,
        state, attempts, due_at, confirm_by, created_at)
      select e.customer_id, ${uuidv7}, due.id, due.system_id, e.id, e.object_id,
        coalesce(d.consent, 'field ' || r.field, e.object_id), e.position, 'due', 0, ${now},
        case e.type when 'consent.expired' then d.expires_at else d.decided_at end
          + make_interval(mins => (${JSON.stringify(obey)}::jsonb ->> d.consent)::int), ${now}
      from due
      join systems s on s.id = due.system_id
      join events e on e.position > due.made_up_to and e.position <= due.up_to and e.type = any(due.types)
      left join consent_decisions d on d.customer_id = e.customer_id
        and d.id = case when e.type in ('consent.decided', 'consent.expired') then e.object_id::uuid end
      left join restrictions r on r.customer_id = e.customer_id
        and r.id = case when e.type in ('restriction.set', 'restriction.lifted') then e.object_id::uuid end
      left join tasks t on t.customer_id = e.customer_id
        and t.id = case when e.type = 'task.opened' then e.object_id::uuid end
      where (due.consents is null or d.id is null or d.consent = any(due.consents))
        and (s.recipient is null or d.outcome <> 'given' or e.type = 'consent.expired'
          or jsonb_exists(${told}::jsonb -> s.recipient, d.consent))
        and (t.id is null or t.system_id = due.system_id)
      order by e.position
      on conflict on constraint deliveries_of_event do update
        set state = 'due', attempts = 0, due_at = excluded.due_at, last_status = null, last_fault = null
      returning 1
    ), moved as (
      update subscriptions s set made_up_to = due.up_to from due where s.id = due.id
      returning s.made_up_to < ${last} as behind
    )
    select (select count(*) from made) as made, (select count(*) from moved where behind) as behind`)
  const [row] = madeRows.parse(result).rows
  return row ?? { made: 0, behind: 0 }
}
