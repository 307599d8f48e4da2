import { cutOffSilent as cutOff } from '#domain/imports/cut-off-silent.ts'
import { type Ran, runImportChunk } from '#domain/imports/run-import-chunk.ts'
import type { Job } from './job.ts'

/** How many chunks of one import before another gets its turn. */
const inARow = 8

/** Everything that is due, a chunk at a time; any number of these may run side by side. */
export const runImports: Job = async (ctx, _services, stopping) => {
  let last: Ran | null = null
  for (let run = 0; !stopping?.aborted; run = last?.done ? (run + 1) % inARow : 0) {
    const after: Ran | null = run > 0 ? last : null
    const turn = { after, lookAhead: run < inARow - 1 }
    const ran: Ran | null = await runImportChunk({ ...ctx, now: new Date() }, turn)
    if (!ran && !after) return
    last = ran
  }
}

/** What ended without a word to its sender. */
export const cutOffSilent: Job = (ctx) => cutOff(ctx)
