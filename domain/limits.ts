import { sql } from 'drizzle-orm'
import { rateLimits } from '#db/schema/sessions.ts'
import type { Ctx } from './context.ts'
import { tooMany } from './errors.ts'
import { bookkeep } from './transaction.ts'

/** How often something may be tried: at most `max` times in each window of `seconds`. */
export interface Limit {
  name: string
  max: number
  seconds: number
}

/**
 * Counts one try against each limit, in a transaction of its own, so that a refused try counts as well.
 * @param tries each limit with the phone, address or customer it applies to. Only a keyed hash is stored.
 * @throws DomainError `too-many` with the seconds until the window ends.
 */
export async function takeTry(ctx: Ctx, tries: { limit: Limit; who: string }[]): Promise<void> {
  const rows = tries.map(({ limit, who }) => ({
    limit,
    keyHash: ctx.keys.lookup('limit', `${limit.name}:${who}`),
    windowStart: new Date(Math.floor(ctx.now.getTime() / (limit.seconds * 1000)) * limit.seconds * 1000),
  }))
  const counted = await bookkeep(ctx, 'tries', (tx) =>
    tx
      .insert(rateLimits)
      .values(rows.map(({ keyHash, windowStart }) => ({ keyHash, windowStart, hits: 1 })))
      .onConflictDoUpdate({
        target: [rateLimits.keyHash, rateLimits.windowStart],
        set: { hits: sql`${rateLimits.hits} + 1` },
      })
      .returning({ keyHash: rateLimits.keyHash, hits: rateLimits.hits }),
  )
  const hits = new Map(counted.map((row) => [row.keyHash, row.hits]))
  const waits = rows
    .filter((row) => (hits.get(row.keyHash) ?? 0) > row.limit.max)
    .map((row) =>
      Math.ceil((row.windowStart.getTime() + row.limit.seconds * 1000 - ctx.now.getTime()) / 1000),
    )
  if (waits.length > 0) throw tooMany(Math.max(...waits))
}
