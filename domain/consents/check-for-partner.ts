import { and, eq, isNull } from 'drizzle-orm'
import { systems } from '#db/schema/systems.ts'
import type { Ctx } from '../context.ts'
import { read } from '../transaction.ts'
import type { CheckAnswer } from './check-schema.ts'

/**
 * The answers as the asking system may read them: the bank's own as they are. To a partner, and to any system that is not
 * known to be the bank's, a yes that permits nothing because data are restricted is one that was withdrawn.
 */
export async function answersFor(ctx: Ctx, answers: CheckAnswer[]): Promise<CheckAnswer[]> {
  const systemId = ctx.actor.kind === 'system' ? ctx.actor.systemId : ''
  const ofBank = and(eq(systems.id, systemId), isNull(systems.recipient))
  const [own] = await read(ctx, (tx) => tx.select({ id: systems.id }).from(systems).where(ofBank))
  return own ? answers : answers.map(withoutRestriction)
}

const withoutRestriction = (answer: CheckAnswer): CheckAnswer =>
  answer.reason === 'restricted' ? { ...answer, reason: 'withdrawn', restricted: [] } : answer
