import { makeDueCopy } from '#domain/copies/make-due-copy.ts'
import { makeDigest } from '#gateways/digest/make-digest.ts'
import { describeDigest } from '#i18n/describe/copy-digest.ts'
import { copyTables } from '#i18n/describe/copy-tables.ts'
import { log } from '#log'
import type { Job } from './job.ts'

/** Makes the copies that are due, one after the other; what the worker has to leave is begun again by another. */
export const makeCopies: Job = async (ctx, { config }, stopping, abandoning) => {
  const own = config.SCANNER_URL ? ctx : { ...ctx, opensUnscanned: true as const }
  while (!stopping?.aborted) {
    const ran = await makeDueCopy(
      { ...own, now: new Date() },
      {
        tables: copyTables,
        digest: (content) => makeDigest(describeDigest(content)),
        clock: () => new Date(),
        waitMinutes: config.COPY_WAIT_MINUTES,
        abandoned: abandoning,
      },
    )
    if (!ran) return
    if (ran === 'put-off' || ran === 'failed')
      log.warn({ requestId: ctx.requestId, ran }, 'a copy was not made')
  }
}
