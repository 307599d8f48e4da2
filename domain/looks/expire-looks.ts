import { and, gt, sql } from 'drizzle-orm'
import { lookSteps, looks } from '#db/schema/looks.ts'
import type { Ctx } from '../context.ts'
import { isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { tellOfEnd } from './end-look.ts'
import { clocked, type Look, readLooks, writeLookStep } from './looks.ts'
import { clockStep, followsBlock } from './rules.ts'

/** Looks that were asked for before this have already been written off. */
const horizonSeconds = 7 * 24 * 60 * 60

/**
 * Writes the steps that follow from time alone: requests without an answer, grants that were not used, looks whose minutes
 * are over, looks of a customer whose sign-in the bank has blocked. The state of a look does not depend on it; the
 * customer's log and the notice of the end do. Any number of workers may run.
 * @returns the number of steps written.
 */
export const expireLooks = verb('looks:expire', async (ctx): Promise<number> => {
  const since = new Date(ctx.now.getTime() - horizonSeconds * 1000)
  const open = await read(ctx, (tx) => readLooks(tx, and(gt(looks.askedAt, since), isOpen)))
  let written = 0
  for (const look of open) if (await writeDown(ctx, look)) written += 1
  return written
})

const isOpen = sql`not exists (select from ${lookSteps} s where s.customer_id = ${looks.customerId}
  and s.look_id = ${looks.id} and s.kind in ('refused', 'withdrawn', 'expired', 'ended'))`

async function writeDown(ctx: Ctx, look: Look): Promise<boolean> {
  const step = clockStep(clocked(look), ctx.now)
  if (!step) return false
  const own = { ...ctx, subject: look.row.customerId }
  try {
    await change(own, async (tx) => {
      await writeLookStep(own, tx, look, step)
      const isCut = followsBlock(clocked(look), { kind: step, at: ctx.now })
      const detail: { by?: 'block' } = isCut ? { by: 'block' } : {}
      await record(own, tx, { action: `look.${step}`, objectId: look.row.id, detail })
      await tellOfEnd(own, tx, look)
    })
    return true
  } catch (error) {
    if (isRefusal(error, 'conflict')) return false
    throw error
  }
}
