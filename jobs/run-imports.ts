import { type ChunkRun, runImportChunk } from '#domain/imports/run-import-chunk.ts'
import type { Job } from './job.ts'

/** How many chunks of one import are done before another import gets its turn. */
const inARow = 8

/** Does all chunks that are due, one after the other. Any number of these jobs may run at the same time. */
export const runImports: Job = async (ctx, _services, stopping) => {
  let last: ChunkRun | null = null
  for (let run = 0; !stopping?.aborted; run = last?.done ? (run + 1) % inARow : 0) {
    const after: ChunkRun | null = run > 0 ? last : null
    const turn = { after, lookAhead: run < inARow - 1 }
    const ran: ChunkRun | null = await runImportChunk({ ...ctx, now: new Date() }, turn)
    if (!ran && !after) return
    last = ran
  }
}
