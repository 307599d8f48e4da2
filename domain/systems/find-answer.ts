import { sql } from 'drizzle-orm'
import { prepare } from '#db/fast/statement.ts'
import { ask } from '../transaction.ts'
import { verb } from '../verb.ts'

export interface KeptAnswer {
  /** Says whether it was the same request. */
  requestHash: string
  answer: unknown
}

const answered = prepare<'systemId' | 'key'>(sql`
  select request_hash as "requestHash", answer from answered_requests
  where system_id = ${sql.placeholder('systemId')}::text and key = ${sql.placeholder('key')}::text`)

/** The stored answer to a system's write, by its `Idempotency-Key`; null when there is none. */
export const findAnswer = verb(
  'systems:resume',
  async (ctx, of: { systemId: string; key: string }): Promise<KeptAnswer | null> => {
    const [kept] = await ask<KeptAnswer>(ctx, answered(of))
    return kept ?? null
  },
)
