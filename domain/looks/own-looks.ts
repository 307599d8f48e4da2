import type { KeyObject } from 'node:crypto'
import { and, eq, gt, not, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { lookSteps, looks } from '#db/schema/looks.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { answerSeconds } from '../life-spans.ts'
import type { PolicyVersion } from '../policies/history.ts'
import { clocked, type Look, readLooks, viewOf } from './looks.ts'
import { openingsOf, readOpeningRows } from './openings.ts'
import { awaitsAcknowledgement, stateOf } from './rules.ts'
import type { LookOpening, OwnLookView } from './schema.ts'
import { spokenWords } from './spoken-words.ts'

/** More than one customer's overview shows. */
const most = 20

/**
 * The looks that wait for the customer, newest first: for an answer, or, once they are over, to be acknowledged.
 */
export async function readAwaitingLooks(ctx: Ctx, tx: Tx): Promise<Look[]> {
  const since = new Date(ctx.now.getTime() - answerSeconds * 1000)
  const has = (kind: string) => sql`exists (select from ${lookSteps} s
    where s.customer_id = ${looks.customerId} and s.look_id = ${looks.id} and s.kind = ${kind})`
  const hasNews = sql`exists (select from ${lookSteps} n where n.customer_id = a.customer_id
    and n.look_id = a.look_id and n.number > a.number and (n.kind = 'settled' or n.escalation is not null))`
  const acknowledged = sql`exists (select from ${lookSteps} a where a.customer_id = ${looks.customerId}
    and a.look_id = ${looks.id} and a.kind = 'acknowledged' and not ${hasNews})`
  const unacknowledged = and(has('started'), not(acknowledged))
  const own = eq(looks.customerId, requireSubject(ctx))
  const found = await readLooks(tx, and(own, or(gt(looks.askedAt, since), unacknowledged)), most)
  return found.filter(
    (look) => stateOf(clocked(look), ctx.now) === 'waiting' || awaitsAcknowledgement(clocked(look), ctx.now),
  )
}

/**
 * The customer's views of looks, with every page and value that was opened in them.
 * @param key the customer's.
 */
export async function ownLookViews(
  ctx: Ctx,
  tx: Tx,
  key: KeyObject,
  found: readonly Look[],
  versions: readonly PolicyVersion[],
): Promise<OwnLookView[]> {
  const begun = found.filter(({ steps }) => steps.some(({ kind }) => kind === 'started'))
  const ids = begun.map(({ row }) => row.id)
  const openings =
    ids.length > 0
      ? await openingsOf(ctx, tx, key, await readOpeningRows(tx, requireSubject(ctx), ids), versions)
      : new Map<string, LookOpening[]>()
  return found.map((look) => {
    const view = viewOf(ctx, key, look)
    const can = {
      answer: view.state === 'waiting',
      end: view.state === 'granted' || view.state === 'running',
      acknowledge: awaitsAcknowledgement(clocked(look), ctx.now),
    }
    return {
      ...view,
      openings: openings.get(view.id) ?? [],
      words: can.answer ? spokenWords(view.id) : null,
      can,
    }
  })
}
