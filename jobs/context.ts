import { type Ctx, noBrowser } from '#domain/context.ts'
import type { Services } from '#services'

/** The worker's context: acts for the portal itself, on nobody's behalf. */
export const workerContext = (at: Services, requestId: string): Ctx => ({
  actor: { kind: 'worker' },
  subject: null,
  locale: 'kk',
  now: new Date(),
  requestId,
  browser: noBrowser,
  db: at.database.db,
  keys: at.keys,
})

/** Something the worker does over and over; each calls one verb. What takes long looks whether the worker is stopping. */
export type Job = (ctx: Ctx, services: Services, stopping?: AbortSignal) => Promise<unknown>
