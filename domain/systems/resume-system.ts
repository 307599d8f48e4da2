import { sql } from 'drizzle-orm'
import { prepare } from '#db/statement.ts'
import type { Ctx } from '../context.ts'
import { gathered } from '../gather.ts'
import { isScope, requirePermission, type Scope } from '../permissions.ts'
import { ask } from '../transaction.ts'
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

interface Key {
  id: string
  systemId: string
  secretHash: string
  scopes: string[]
  /** Moments, in ms. */
  expiresAt: number
  revokedAt: number | null
  lastUsedAt: number | null
}

const keysNamed = prepare<'ids'>(sql`
  select id, system_id as "systemId", secret_hash as "secretHash", to_json(scopes) as scopes,
    (extract(epoch from expires_at) * 1000)::float8 as "expiresAt",
    (extract(epoch from revoked_at) * 1000)::float8 as "revokedAt",
    (extract(epoch from last_used_at) * 1000)::float8 as "lastUsedAt"
  from system_keys where id = any(${sql.placeholder('ids')}::text[])`)

const findKey = gathered<Key>(async (ctx, ids) => {
  const rows = await ask<Key>(ctx, keysNamed({ ids }))
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
  if (key.revokedAt || key.expiresAt <= ctx.now.getTime()) return null
  const unnoted = !key.lastUsedAt || ctx.now.getTime() - key.lastUsedAt >= usedAgainMs
  return { systemId: key.systemId, keyId: named.id, scopes: key.scopes.filter(isScope), unnoted }
}
