import { purgeImports } from '#domain/imports/purge-imports.ts'
import type { Job } from './job.ts'

/** Removes old imports, a batch after the other, until none is left or the worker stops. */
export const purgeOldImports: Job = async (ctx, _services, stopping) => {
  while (!stopping?.aborted && (await purgeImports(ctx)) > 0);
}
