import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { lookCodes } from '#db/schema/looks.ts'
import type { Ctx } from '../context.ts'
import { conflict, invalid } from '../errors.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { type Look, takeLookStep } from './looks.ts'
import { enterLookCodeInput } from './schema.ts'
import { isLookCode } from './show-look-code.ts'

/**
 * Grants a look by the code its customer read out on the phone. A try is counted in a transaction of its own before the
 * code is compared, so that two tries at once cannot share one count.
 * @throws DomainError `not-found`; `invalid` on `code`; `locked` when the look no longer waits; `conflict`
 */
export const enterLookCode = verb(
  'looks:ask',
  enterLookCodeInput,
  async (ctx, { lookId, code }): Promise<void> => {
    const tried = await recordMissingLook(ctx, lookId, () =>
      bookkeep(ctx, 'tries', (tx) => takeTry(ctx, tx, lookId)),
    )
    if (!tried) throw invalid('code', 'look.code-none')
    if (!isLookCode(ctx, tried, code)) throw invalid('code', 'look.code-wrong', { left: tried.triesLeft })
    await change(ctx, async (tx) => {
      const look = await findLook(ctx, tx, lookId)
      await spend(ctx, tx, look, tried.id)
      await takeLookStep(ctx, tx, look, 'granted')
      const own = { ...ctx, subject: look.row.customerId }
      await record(own, tx, { action: 'look.granted', objectId: lookId, detail: { by: 'code' } })
    })
  },
)

/** The newest code of the look, with one try fewer; null when no try is left. */
async function takeTry(ctx: Ctx, tx: Tx, lookId: string) {
  const { row } = await findLook(ctx, tx, lookId)
  const newest = tx
    .select({ id: lookCodes.id })
    .from(lookCodes)
    .where(and(eq(lookCodes.customerId, row.customerId), eq(lookCodes.lookId, row.id)))
    .orderBy(desc(lookCodes.createdAt), desc(lookCodes.id))
    .limit(1)
  const [tried] = await tx
    .update(lookCodes)
    .set({ triesLeft: sql`${lookCodes.triesLeft} - 1` })
    .where(
      and(
        eq(lookCodes.customerId, row.customerId),
        eq(lookCodes.lookId, row.id),
        eq(lookCodes.id, newest),
        gt(lookCodes.triesLeft, 0),
        isNull(lookCodes.usedAt),
      ),
    )
    .returning({ id: lookCodes.id, codeHash: lookCodes.codeHash, triesLeft: lookCodes.triesLeft })
  return tried ?? null
}

async function spend(ctx: Ctx, tx: Tx, { row }: Look, id: string): Promise<void> {
  const spent = await tx
    .update(lookCodes)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(lookCodes.customerId, row.customerId),
        eq(lookCodes.lookId, row.id),
        eq(lookCodes.id, id),
        isNull(lookCodes.usedAt),
      ),
    )
    .returning({ id: lookCodes.id })
  if (spent.length === 0) throw conflict()
}
