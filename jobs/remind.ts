import { remindOfComplaints } from '#domain/desk/remind-of-complaints.ts'
import type { Job } from './job.ts'

/** All complaints whose answer is owed, a batch at a time. */
export const remind: Job = async (ctx) => {
  for (let at = await remindOfComplaints(ctx); at.next; ) at = await remindOfComplaints(ctx, at.next)
}
