import { and, eq, isNull, lt, lte, ne, or } from 'drizzle-orm'
import { traceCounts } from '#db/schema/activity.ts'
import { caseAttachments } from '#db/schema/cases.ts'
import { messages } from '#db/schema/messages.ts'
import { nobody } from '#db/schema/roles.ts'
import { rateLimits, signInCodes } from '#db/schema/sessions.ts'
import { answeredRequests } from '#db/schema/systems.ts'
import { dayMs } from '#policy/days.ts'
import { record, traceBounds } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'

/** How long a system may repeat a request and get the answer of the first, in days. */
const answersKeptDays = 2

/** How long it is kept that of an hour's traces some were only counted, in days. */
const countsKeptDays = 90

/**
 * Removes used codes, messages to nobody, old counters and files that were uploaded but never sent, after a day, and the
 * stored answers to systems' writes, after two days. Counts of traces go after a day when each of them is a row of the log,
 * else after 90 days.
 */
export const purgeExpired = verb('upkeep:purge', async (ctx): Promise<number> => {
  const before = new Date(ctx.now.getTime() - dayMs)
  return change(ctx, async (tx) => {
    const codes = await tx
      .delete(signInCodes)
      .where(lt(signInCodes.expiresAt, before))
      .returning({ id: signInCodes.id })
    const counters = await tx
      .delete(rateLimits)
      .where(lt(rateLimits.keptUntil, before))
      .returning({ keyHash: rateLimits.keyHash })
    const files = await tx
      .delete(caseAttachments)
      .where(and(isNull(caseAttachments.stepId), lt(caseAttachments.uploadedAt, before)))
      .returning({ id: caseAttachments.id })
    const answers = await tx
      .delete(answeredRequests)
      .where(lt(answeredRequests.at, new Date(ctx.now.getTime() - answersKeptDays * dayMs)))
      .returning({ key: answeredRequests.key })
    const unsent = await tx
      .delete(messages)
      .where(and(eq(messages.customerId, nobody), eq(messages.state, 'void'), lt(messages.createdAt, before)))
      .returning({ id: messages.id })
    const counts = await tx
      .delete(traceCounts)
      .where(spentCounts(ctx.now))
      .returning({ at: traceCounts.hour })
    const rows = { codes, counters, files, answers, messages: unsent, counts }
    const detail = Object.fromEntries(Object.entries(rows).map(([name, { length }]) => [name, length]))
    await record(ctx, tx, { action: 'upkeep.purged', detail })
    return Object.values(detail).reduce((sum, count) => sum + count, 0)
  })
})

function spentCounts(now: Date) {
  const before = (days: number) => lt(traceCounts.hour, new Date(now.getTime() - days * dayMs))
  const counted = and(lte(traceCounts.count, traceBounds.rows), ne(traceCounts.source, ''))
  return or(before(countsKeptDays), and(before(1), counted))
}
