import { remindOfCases } from '#domain/desk/remind-of-cases.ts'
import type { Job } from './job.ts'

/** Reminds the staff of all complaints that wait for an answer, a batch at a time. */
export const remind: Job = async (ctx) => {
  for (let at = await remindOfCases(ctx); at.next; ) at = await remindOfCases(ctx, at.next)
}
