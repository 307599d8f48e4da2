import { remindOfComplaints } from '#domain/desk/remind-of-complaints.ts'
import type { Job } from './job.ts'

/** Reminds the staff of all complaints that wait for an answer, a batch at a time. */
export const remind: Job = async (ctx) => {
  for (let at = await remindOfComplaints(ctx); at.next; ) at = await remindOfComplaints(ctx, at.next)
}
