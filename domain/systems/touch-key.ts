import { and, eq, isNull, lte, or } from 'drizzle-orm'
import { systemKeys } from '#db/schema/systems.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { bookkeep } from '../transaction.ts'

/** A key's last use is noted at most this often. */
export const usedAgainMs = 5 * 60 * 1000

/** Notes that a key is in use. */
export async function touchKey(ctx: Ctx, keyId: string): Promise<void> {
  requirePermission(ctx, 'systems:resume')
  const before = new Date(ctx.now.getTime() - usedAgainMs)
  await bookkeep(ctx, (tx) =>
    tx
      .update(systemKeys)
      .set({ lastUsedAt: ctx.now })
      .where(
        and(eq(systemKeys.id, keyId), or(isNull(systemKeys.lastUsedAt), lte(systemKeys.lastUsedAt, before))),
      ),
  )
}
