import { createSecretKey, randomUUID } from 'node:crypto'
import { openDatabase } from '#db/client.ts'
import { type Actor, type Ctx, noBrowser } from '#domain/context.ts'
import { localKeys, localMaster } from '#domain/crypto.ts'

/** The same keys in every process of the measurement. */
const keys = localKeys(
  localMaster('bench', createSecretKey(Buffer.alloc(32, 1))),
  createSecretKey(Buffer.alloc(32, 2)),
)

/** A process's way to the database, and contexts in it. */
export async function openStage(url: string) {
  const database = await openDatabase({ url })
  const ctx = <As extends Actor>(actor: As, subject: string | null = null): Ctx & { actor: As } => ({
    actor,
    subject,
    locale: 'kk',
    now: new Date(),
    requestId: randomUUID(),
    browser: noBrowser,
    db: database.db,
    keys,
    opensUnscanned: true,
  })
  return { ctx, close: database.close }
}
