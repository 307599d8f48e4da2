import { inArray } from 'drizzle-orm'
import { systemKeys } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { gathered } from '../gather.ts'
import { isScope, requirePermission, type Scope } from '../permissions.ts'
import { read } from '../transaction.ts'
import { readKeyText, sameHash } from './key.ts'
import { usedAgainMs } from './touch-key.ts'

/** Which system a key speaks for, and what it may. */
export interface ResumedSystem {
  systemId: string
  keyId: string
  scopes: readonly Scope[]
  /** It was not noted of late that the key is in use. */
  unnoted: boolean
}

type Key = Pick<
  typeof systemKeys.$inferSelect,
  'systemId' | 'secretHash' | 'scopes' | 'expiresAt' | 'revokedAt' | 'lastUsedAt'
>

const findKey = gathered<Key>(async (ctx, ids) => {
  const rows = await read(ctx, (tx) =>
    tx
      .select({
        id: systemKeys.id,
        systemId: systemKeys.systemId,
        secretHash: systemKeys.secretHash,
        scopes: systemKeys.scopes,
        expiresAt: systemKeys.expiresAt,
        revokedAt: systemKeys.revokedAt,
        lastUsedAt: systemKeys.lastUsedAt,
      })
      .from(systemKeys)
      .where(inArray(systemKeys.id, ids)),
  )
  return new Map(rows.map((row) => [row.id, row]))
})

/**
 * Whose key it is, looked up for every request, so that a revoked one is refused from the next request on; null for
 * what is no key, is not ours, was revoked or has expired.
 * @param text the key as its system sent it.
 */
export async function resumeSystem(ctx: Ctx, text: string): Promise<ResumedSystem | null> {
  requirePermission(ctx, 'systems:resume')
  const named = readKeyText(text)
  if (!named) return null
  const key = await findKey(ctx, named.id)
  if (!key || !sameHash(key.secretHash, named.secretHash)) return null
  if (key.revokedAt || key.expiresAt <= ctx.now) return null
  const unnoted = !key.lastUsedAt || ctx.now.getTime() - key.lastUsedAt.getTime() >= usedAgainMs
  return { systemId: key.systemId, keyId: named.id, scopes: key.scopes.filter(isScope), unnoted }
}
