import type { Ctx } from '#domain/context.ts'
import { cutOffSilent as cutOff } from '#domain/imports/cut-off-silent.ts'
import { type Ran, runImportChunk } from '#domain/imports/run-import-chunk.ts'
import type { Job } from './context.ts'

/** How many imports one process works on at a time, and how many chunks of one before it looks for another. */
const sideBySide = 2
const inARow = 8

/** Everything that is due, a chunk at a time. */
export const runImports: Job = async (ctx, _services, stopping) => {
  await Promise.all(Array.from({ length: sideBySide }, () => runSome(ctx, stopping)))
}

/** What ended without a word to its sender. */
export const cutOffSilent: Job = (ctx) => cutOff(ctx)

async function runSome(ctx: Ctx, stopping?: AbortSignal): Promise<void> {
  let last: Ran | null = null
  for (let run = 0; !stopping?.aborted; run = last?.done ? (run + 1) % inARow : 0) {
    const following: Ran | null = run > 0 ? last : null
    const ran: Ran | null = await runImportChunk({ ...ctx, now: new Date() }, following ?? undefined)
    if (!ran && !following) return
    last = ran
  }
}
