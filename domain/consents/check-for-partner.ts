import { sql } from 'drizzle-orm'
import { prepare } from '#db/fast/statement.ts'
import type { Ctx } from '../context.ts'
import { ask } from '../transaction.ts'
import type { CheckAnswer } from './check-schema.ts'

const ownSystem = prepare<'systemId'>(sql`
  select id from systems where id = ${sql.placeholder('systemId')}::text and recipient is null`)

/**
 * The answers as the asking system may read them: the bank's own as they are. To a partner, and to any system that is not
 * known to be the bank's, a yes that permits nothing because data are restricted is one that was withdrawn.
 */
export async function answersFor(ctx: Ctx, answers: CheckAnswer[]): Promise<CheckAnswer[]> {
  const systemId = ctx.actor.kind === 'system' ? ctx.actor.systemId : ''
  const [own] = await ask<{ id: string }>(ctx, ownSystem({ systemId }))
  return own ? answers : answers.map(withoutRestriction)
}

const withoutRestriction = (answer: CheckAnswer): CheckAnswer =>
  answer.reason === 'restricted' ? { ...answer, reason: 'withdrawn', restricted: [] } : answer
