import { releaseTexts } from '#domain/cases/release-texts.ts'
import type { Job } from './job.ts'

/** Lets out the bank's texts to customers that can be taken back no more. */
export const releaseDueTexts: Job = async (ctx, _at, stopping) => {
  while (!stopping?.aborted && (await releaseTexts(ctx)).more);
}
