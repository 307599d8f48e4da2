import { sql } from 'drizzle-orm'
import { epochMs, prepare } from '#db/fast/statement.ts'
import { batchLookups } from '../batch-lookups.ts'
import type { Scope } from '../permissions.ts'
import { ask } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readKeyText, sameHash } from './key.ts'
import { usedAgainMs } from './touch-key.ts'

/** The system of a key, and its permissions. */
export interface ResumedSystem {
  systemId: string
  keyId: string
  scopes: readonly Scope[]
  /** Whether the key's last use must be noted again. */
  unnoted: boolean
}

interface Key {
  id: string
  systemId: string
  secretHash: string
  scopes: Scope[]
  revoked: boolean
  /** In milliseconds since 1970, as is the next. */
  expiresAt: number
  lastUsedAt: number | null
}

const named = prepare<'ids'>(sql`
  select id, system_id as "systemId", secret_hash as "secretHash", scopes, revoked_at is not null as revoked,
    ${epochMs(sql`expires_at`)} as "expiresAt",
    ${epochMs(sql`last_used_at`)} as "lastUsedAt"
  from system_keys where id = any(${sql.placeholder('ids')}::text[])`)

const findKey = batchLookups(async (ctx, ids: string[]) => {
  const keys = new Map((await ask<Key>(ctx, named({ ids }))).map((key) => [key.id, key]))
  return ids.map((id) => keys.get(id))
})

/**
 * The system of a key. It is looked up for every request, so that a revoked key is refused from the next request on; null
 * for a malformed, unknown, revoked or expired key.
 * @param text the key as its system sent it.
 */
export const resumeSystem = verb(
  'systems:resume',
  async (ctx, text: string): Promise<ResumedSystem | null> => {
    const given = readKeyText(text)
    if (!given) return null
    const key = await findKey(ctx, given.id)
    const now = ctx.now.getTime()
    if (!key || !sameHash(key.secretHash, given.secretHash)) return null
    if (key.revoked || key.expiresAt <= now) return null
    const unnoted = key.lastUsedAt === null || now - key.lastUsedAt >= usedAgainMs
    return { systemId: key.systemId, keyId: key.id, scopes: key.scopes, unnoted }
  },
)
