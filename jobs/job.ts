import type { Ctx } from '#domain/context.ts'
import type { Services } from '#services'

/**
 * Something the worker does over and over; each calls one verb. What takes long looks whether the worker is stopping, and
 * what waits for the outside gives up when it is abandoned, a little later.
 */
export type Job = (
  ctx: Ctx,
  services: Services,
  stopping?: AbortSignal,
  abandoning?: AbortSignal,
) => Promise<unknown>
