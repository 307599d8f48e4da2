import { and, eq, isNull, lte, or } from 'drizzle-orm'
import { systemKeys } from '#db/schema/systems.ts'
import { bookkeep } from '../transaction.ts'
import { verb } from '../verb.ts'

/** A key's last use is noted at most this often. */
export const usedAgainMs = 5 * 60 * 1000

/** Notes that a key is in use. */
export const touchKey = verb('systems:resume', async (ctx, keyId: string): Promise<void> => {
  const before = new Date(ctx.now.getTime() - usedAgainMs)
  await bookkeep(ctx, 'last-seen', (tx) =>
    tx
      .update(systemKeys)
      .set({ lastUsedAt: ctx.now })
      .where(
        and(eq(systemKeys.id, keyId), or(isNull(systemKeys.lastUsedAt), lte(systemKeys.lastUsedAt, before))),
      ),
  )
})
