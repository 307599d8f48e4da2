import { and, eq, gt, isNull } from 'drizzle-orm'
import { systemKeys } from '#db/schema/systems.ts'
import { notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { revokeKeyInput } from './schema.ts'

/**
 * Revokes a key: the next request with it is refused.
 * @throws DomainError `not-found` when the system has no such valid key
 */
export const revokeKey = verb('systems:keep', revokeKeyInput, async (ctx, input): Promise<void> => {
  const { staffId } = ctx.actor
  const { systemId, keyId } = input
  await change(ctx, async (tx) => {
    const revoked = await tx
      .update(systemKeys)
      .set({ revokedAt: ctx.now, revokedBy: staffId })
      .where(
        and(
          eq(systemKeys.systemId, systemId),
          eq(systemKeys.id, keyId),
          isNull(systemKeys.revokedAt),
          gt(systemKeys.expiresAt, ctx.now),
        ),
      )
      .returning({ id: systemKeys.id })
    if (revoked.length === 0) throw notFound()
    await record(ctx, tx, { action: 'system-key.revoked', objectId: systemId, detail: { key: keyId } })
  })
})
