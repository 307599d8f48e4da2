import { and, eq } from 'drizzle-orm'
import { answeredRequests } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { requirePermission } from '../permissions.ts'
import { read } from '../transaction.ts'

export interface KeptAnswer {
  /** Tells whether it was the same request. */
  requestHash: string
  answer: unknown
}

/** What a system's write was answered under the `Idempotency-Key` it sent; null when there was none. */
export async function findAnswer(
  ctx: Ctx,
  { systemId, key }: { systemId: string; key: string },
): Promise<KeptAnswer | null> {
  requirePermission(ctx, 'systems:resume')
  const [kept] = await read(ctx, (tx) =>
    tx
      .select({ requestHash: answeredRequests.requestHash, answer: answeredRequests.answer })
      .from(answeredRequests)
      .where(and(eq(answeredRequests.systemId, systemId), eq(answeredRequests.key, key))),
  )
  return kept ?? null
}
