import { sql } from 'drizzle-orm'
import { prepare } from '#db/statement.ts'
import type { Ctx } from '../context.ts'
import { requirePermission } from '../permissions.ts'
import { ask } from '../transaction.ts'

export interface KeptAnswer {
  /** Tells whether it was the same request. */
  requestHash: string
  answer: unknown
}

const answerUnder = prepare<'systemId' | 'key'>(sql`
  select request_hash as "requestHash", answer from answered_requests
  where system_id = ${sql.placeholder('systemId')}::text and key = ${sql.placeholder('key')}::text`)

/** What a system's write was answered under the `Idempotency-Key` it sent; null when there was none. */
export async function findAnswer(
  ctx: Ctx,
  { systemId, key }: { systemId: string; key: string },
): Promise<KeptAnswer | null> {
  requirePermission(ctx, 'systems:resume')
  const [kept] = await ask<KeptAnswer>(ctx, answerUnder({ systemId, key }))
  return kept ?? null
}
