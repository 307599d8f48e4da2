import type { Db } from '#db/client.ts'
import { type Ctx, noBrowser } from './context.ts'
import type { Keys } from './crypto.ts'

/** The worker's context. The worker acts for the portal itself. */
export const workerContext = (
  { database, keys }: { database: { db: Db }; keys: Keys },
  requestId: string,
): Ctx => ({
  actor: { kind: 'worker' },
  subject: null,
  locale: 'kk',
  now: new Date(),
  requestId,
  browser: noBrowser,
  db: database.db,
  keys,
})
