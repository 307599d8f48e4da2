import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { imports } from '#db/schema/imports.ts'
import type { CtxBy } from '../context.ts'
import { tooMany } from '../errors.ts'
import { addressMark, markOf } from '../limits.ts'

/** What one system may open and send; `docs/operations.md` says the same. */
export const importQuota = {
  /** Imports that have not ended, at once. */
  open: 10,
  inHour: 120,
  /** Lines of the imports begun in 24 hours, and how many of these may be listed as bad. */
  linesInDay: 200_000_000,
  listedInDay: 100_000,
}
const hour = 60 * 60
const day = 24 * hour
/** How long a system should wait that has too many imports open; nobody knows when one ends. */
const openWaitSeconds = 60

interface Begun {
  startedAt: Date
  received: number
}

const recent = (systemId: string, now: Date) =>
  and(eq(imports.systemId, systemId), gt(imports.startedAt, new Date(now.getTime() - day * 1000)))

/**
 * Refuses an import of a system that has as many open, or has begun or sent as much, as it may. Two of one system wait for
 * each other here until their transactions end, so that they are counted right.
 * @throws DomainError `too-many`
 */
export async function refuseBeyondQuota(ctx: CtxBy<'system'>, tx: Tx): Promise<void> {
  const { systemId } = ctx.actor
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`import ${systemId}`}, 0))`)
  const open = await tx
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.systemId, systemId), isNull(imports.endedAt)))
    .limit(importQuota.open)
  if (open.length === importQuota.open) throw refusal(ctx, 'import.too-many-open', openWaitSeconds)
  const begun = await begunInDay(ctx, tx)
  const ofHour = begun.filter(({ startedAt }) => secondsSince(ctx, startedAt) < hour)
  const untilBegin = secondsUntil(ctx, ofHour, () => 1, { max: importQuota.inHour - 1, seconds: hour })
  if (untilBegin > 0) throw refusal(ctx, 'import.too-often', untilBegin)
  const untilSend = secondsUntilSend(ctx, begun, importQuota.linesInDay - 1)
  if (untilSend > 0) throw refusal(ctx, 'import.too-many-lines', untilSend)
}

/**
 * Refuses lines that have just been counted, when the system has sent more with them than it may.
 * @param received what their import has, which may have begun longer ago than a day.
 * @throws DomainError `too-many`
 */
export async function refuseTooManyLines(ctx: CtxBy<'system'>, tx: Tx, received: number): Promise<void> {
  const [sum] = await tx
    .select({ lines: sql<string>`sum(${imports.received})` })
    .from(imports)
    .where(recent(ctx.actor.systemId, ctx.now))
  if (Math.max(Number(sum?.lines), received) <= importQuota.linesInDay) return
  const wait = secondsUntilSend(ctx, await begunInDay(ctx, tx), importQuota.linesInDay)
  throw refusal(ctx, 'import.too-many-lines', Math.max(1, wait))
}

/** How many more bad lines of a system's import may be listed, as an expression over what is listed already. */
export const roomToList = (systemId: string, now: Date) => sql`
  ${importQuota.listedInDay} - (select sum(${imports.listed}) from ${imports} where ${recent(systemId, now)})`

const begunInDay = ({ actor, now }: CtxBy<'system'>, tx: Tx): Promise<Begun[]> =>
  tx
    .select({ startedAt: imports.startedAt, received: imports.received })
    .from(imports)
    .where(recent(actor.systemId, now))
    .orderBy(asc(imports.startedAt))

const secondsSince = ({ now }: CtxBy<'system'>, at: Date): number => (now.getTime() - at.getTime()) / 1000

const secondsUntilSend = (ctx: CtxBy<'system'>, begun: readonly Begun[], max: number): number =>
  secondsUntil(ctx, begun, ({ received }) => received, { max, seconds: day })

/** The seconds until so many imports have left the window that the others come to `max` at most; 0 when they do now. */
function secondsUntil(
  ctx: CtxBy<'system'>,
  begun: readonly Begun[],
  amountOf: (one: Begun) => number,
  { max, seconds }: { max: number; seconds: number },
): number {
  let rest = begun.reduce((sum, one) => sum + amountOf(one), 0)
  let wait = 0
  for (const one of begun) {
    if (rest <= max) break
    rest -= amountOf(one)
    wait = Math.max(1, Math.ceil(seconds - secondsSince(ctx, one.startedAt)))
  }
  return wait
}

const refusal = (ctx: CtxBy<'system'>, sentence: string, wait: number) =>
  tooMany(wait, sentence, {
    name: sentence,
    counted: markOf(ctx, ctx.actor.systemId),
    address: addressMark(ctx),
  })
