import { endOutgrownConsents } from '#domain/consents/end-outgrown-consents.ts'
import { log } from '#log'
import type { Job } from './job.ts'

/** After all customers have been looked at, the next time is in an hour, for what others have told since. */
const quietMs = 60 * 60 * 1000
let quietUntil = 0

/**
 * Ends the yeses that the policy does not cover, a batch of customers at a time. The policy of a process never changes, so
 * it goes through all customers once and then once an hour.
 */
export const endOutgrown: Job = async (ctx, _services, stopping) => {
  if (ctx.now.getTime() < quietUntil) return
  let ended = 0
  let after: string | null = null
  do {
    const done = await endOutgrownConsents({ ...ctx, now: new Date() }, after)
    ended += done.ended
    after = done.next
  } while (after !== null && !stopping?.aborted)
  if (ended > 0)
    log.info(
      { job: 'end-outgrown-consents', rows: ended },
      'consents that the policy has outgrown were ended',
    )
  if (!stopping?.aborted) quietUntil = Date.now() + quietMs
}
