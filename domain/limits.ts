import { sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { rateLimits } from '#db/schema/sessions.ts'
import type { Ctx } from './context.ts'
import { tooMany } from './errors.ts'
import { networkOf } from './network.ts'
import { bookkeep } from './transaction.ts'

/** How often something may be tried: at most `max` times in any `seconds` that end now. */
export interface Limit {
  name: string
  max: number
  seconds: number
  /** Slows before it refuses: after `from` tries in that time, each one waits `seconds` after the one before. */
  pace?: { from: number; seconds: number }
  /** The key of the refusal's sentence, where the general one does not say enough. */
  sentence?: string
}

/** A limit, and the number, browser, address or person it applies to. Only a keyed hash is stored. */
export interface Try {
  limit: Limit
  who: string
}

/**
 * Counts one try against each limit, all of them or none: a refused try costs nothing, so nobody prolongs a wait by
 * trying again, and one limit's refusal spends no other's tries. The window slides: a try counts until it is `seconds` old.
 * @param tries in the same order of limits wherever two calls share one, so that two at once wait for each other in turn.
 * @param phone the number it is about, at a sign-in; the line about a refusal has its mark.
 * @throws DomainError `too-many` with the seconds until all the limits would take one.
 */
export async function takeTry(ctx: Ctx, tries: readonly Try[], phone?: string): Promise<void> {
  const now = ctx.now.getTime()
  const byHash = new Map(tries.map((one) => [ctx.keys.lookup('limit', `${one.limit.name}:${one.who}`), one]))
  const rows = [...byHash].map(([keyHash, { limit }]) => ({
    keyHash,
    triedAt: [ctx.now],
    keptUntil: new Date(now + limit.seconds * 1000),
  }))
  const count = async (tx: Tx) => {
    const counted = await tx
      .insert(rateLimits)
      .values(rows)
      .onConflictDoUpdate({
        target: rateLimits.keyHash,
        set: {
          triedAt: withinWindow,
          keptUntil: sql`greatest(${rateLimits.keptUntil}, excluded.kept_until)`,
        },
      })
      .returning({ keyHash: rateLimits.keyHash, times })
    const refusing = counted
      .flatMap(({ keyHash, times }) => {
        const tried = byHash.get(keyHash)
        return tried ? [{ ...tried, wait: secondsToWait(tried.limit, times, now) }] : []
      })
      .filter(({ wait }) => wait > 0)
      .sort((one, other) => other.wait - one.wait)
    if (!refusing[0]) return
    const { limit, who, wait } = refusing[0]
    throw tooMany(wait, limit.sentence, {
      name: limit.name,
      counted: markOf(ctx, who),
      address: addressMark(ctx),
      ...(phone !== undefined && { number: markOf(ctx, phone) }),
    })
  }
  await bookkeep(ctx, 'tries', count, { limitKeys: [...byHash.keys()] })
}

/** A keyed hash by which rows and lines about one number, browser or address can be told to belong together. */
export const markOf = (ctx: Pick<Ctx, 'keys'>, value: string): string => ctx.keys.lookup('limit', value)

/** The {@link markOf} of the network of the actor's browser. */
export const addressMark = (ctx: Pick<Ctx, 'keys' | 'browser'>): string =>
  markOf(ctx, networkOf(ctx.browser.address))

/** The marks of a sign-in: of its number and of its address. `list-sprays.ts` finds rows by them. */
export const signInMarks = (ctx: Pick<Ctx, 'keys' | 'browser'>, phone: string) => ({
  number: markOf(ctx, phone),
  address: addressMark(ctx),
})

/** The tries that are still in the window, and this one. A row brings its window's length: from its try until it is kept. */
const withinWindow = sql`array(
  select t from unnest(${rateLimits.triedAt}) t
  where t > excluded.tried_at[1] - (excluded.kept_until - excluded.tried_at[1])) || excluded.tried_at`

/** A row's tries in milliseconds since 1970, oldest first. */
const times = sql<number[]>`to_json(array(
  select round(extract(epoch from t) * 1000)::float8 from unnest(${rateLimits.triedAt}) t order by t))`

/** @param times of all tries in the window, the new one included. */
function secondsToWait({ max, seconds, pace }: Limit, times: number[], now: number): number {
  const secondsUntil = (ms: number) => Math.ceil((ms - now) / 1000)
  const full = times.length - max
  if (full > 0) return Math.max(1, secondsUntil((times[full - 1] ?? now) + seconds * 1000))
  const before = times.at(-2)
  if (!pace || times.length <= pace.from || before === undefined) return 0
  return Math.max(0, secondsUntil(before + pace.seconds * 1000))
}
