import { and, isNull, lt } from 'drizzle-orm'
import { complaintAttachments } from '#db/schema/complaints.ts'
import { rateLimits, signInCodes } from '#db/schema/sessions.ts'
import { answeredRequests } from '#db/schema/systems.ts'
import { dayMs } from '#policy/days.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'

/** How long a system may repeat a request and get the answer of the first, in days. */
const answersKeptDays = 2

/**
 * Removes used codes, old counters and files that were uploaded but never sent, after a day, and the stored answers to
 * systems' writes, after two days.
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
      .delete(complaintAttachments)
      .where(and(isNull(complaintAttachments.stepId), lt(complaintAttachments.uploadedAt, before)))
      .returning({ id: complaintAttachments.id })
    const answers = await tx
      .delete(answeredRequests)
      .where(lt(answeredRequests.at, new Date(ctx.now.getTime() - answersKeptDays * dayMs)))
      .returning({ key: answeredRequests.key })
    const removed = codes.length + counters.length + files.length + answers.length
    await record(ctx, tx, {
      action: 'upkeep.purged',
      detail: {
        codes: codes.length,
        counters: counters.length,
        files: files.length,
        answers: answers.length,
      },
    })
    return removed
  })
})
