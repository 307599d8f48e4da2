import { carryOutDeletion } from '#domain/deletions/carry-out-deletion.ts'
import { describeDeletionAnswer } from '#i18n/describe/deletions.ts'
import type { Job } from './job.ts'

/** Carries out the approved deletions to which every system has answered, one after the other. */
export const carryOutDeletions: Job = async (ctx, _, stopping) => {
  while (!stopping?.aborted)
    if (!(await carryOutDeletion({ ...ctx, now: new Date() }, describeDeletionAnswer))) return
}
