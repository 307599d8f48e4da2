import { expireConsents } from '#domain/consents/expire-consents.ts'
import type { Job } from './job.ts'

/** Tells of the consents that have run out. */
export const expireDueConsents: Job = async (ctx, _at, stopping) => {
  while (!stopping?.aborted && (await expireConsents(ctx)).more);
}
