import { randomUUIDv7 } from 'node:crypto'
import { and, eq, isNotNull, lte, or, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { importChunks, imports } from '#db/schema/imports.ts'
import { systemKeys } from '#db/schema/systems.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { newKey } from '../crypto.ts'
import { conflict, invalid, isRefusal } from '../errors.ts'
import { record } from '../record.ts'
import { bookkeep, change } from '../transaction.ts'
import { packChunk } from './chunk.ts'
import type { Run } from './cut-lines.ts'
import { ended, mostlyBad } from './end-import.ts'
import { importView } from './import-view.ts'
import { refuseBeyondQuota, refuseTooManyLines } from './quota.ts'
import type { ImportEndReason, ImportView } from './schema.ts'

/** The key by which an import is sent was revoked or has expired since it began. */
export class KeyEnded extends Error {
  override name = 'KeyEnded'
}

/** A run of lines was not taken, and no further one will be. */
export class Stopped extends Error {
  override name = 'Stopped'
  readonly refusal: unknown
  /** Why the import is to be marked as cut off; null when it has ended already. */
  readonly endReason: ImportEndReason | null
  constructor(refusal: unknown, endReason: ImportEndReason | null) {
    super('an import was stopped')
    this.refusal = refusal
    this.endReason = endReason
  }
}

/**
 * Begins an import.
 * @returns its id, and what keeps a run of its lines.
 * @throws DomainError `too-many`; `write` throws Stopped
 */
export async function openImport(ctx: CtxBy<'system'>, clock: () => Date) {
  const { actor, keys, now } = ctx
  const { systemId, scopes, keyId } = actor
  const id = randomUUIDv7()
  const key = newKey()
  const keyWrapped = await keys.master.wrap(key)
  const counts = { received: 0, done: 0, changed: 0, unchanged: 0, bad: 0 }
  await change(ctx, async (tx) => {
    await refuseBeyondQuota(ctx, tx)
    await tx
      .insert(imports)
      .values({ id, systemId, state: 'receiving', keyWrapped, startedAt: now, ...counts })
    const detail = { ...(keyId && { key: keyId }) }
    await record(ctx, tx, { action: 'import.started', objectId: id, detail })
  })
  let number = 0
  return {
    id,
    write: async ({ firstLine, lines, bytes }: Run): Promise<void> => {
      number += 1
      const contentSealed = await packChunk(key, id, number, { scopes, lines: bytes })
      const chunk = { importId: id, number, firstLine, lines, contentSealed }
      const own = { ...ctx, now: clock() }
      await bookkeep(own, 'upload', async (tx) => {
        const [[receiving], , keyHasEnded] = await Promise.all([
          tx
            .update(imports)
            .set({ received: sql`${imports.received} + ${lines}` })
            .where(and(eq(imports.id, id), eq(imports.state, 'receiving')))
            .returning({ received: imports.received }),
          tx.insert(importChunks).values({ ...chunk, state: 'due', attempts: 0, dueAt: own.now }),
          hasKeyEnded(own, tx),
        ])
        if (!receiving) throw new Stopped(await whyOver(tx, id), null)
        if (keyHasEnded) throw new Stopped(new KeyEnded('the key has ended'), 'key-ended')
        await refuseTooManyLines(own, tx, receiving.received).catch((error: unknown) => {
          throw isRefusal(error, 'too-many') ? new Stopped(error, 'quota') : error
        })
      })
    },
  }
}

/** Whether the key by which the caller came was revoked or has expired; an access token is no key of ours. */
export async function hasKeyEnded({ actor, now }: CtxBy<'system'>, tx: Tx): Promise<boolean> {
  if (!actor.keyId) return false
  const over = or(isNotNull(systemKeys.revokedAt), lte(systemKeys.expiresAt, now))
  const found = await tx
    .select({ id: systemKeys.id })
    .from(systemKeys)
    .where(and(eq(systemKeys.id, actor.keyId), over))
  return found.length > 0
}

/** The refusal of lines for an import that has ended meanwhile. */
async function whyOver(tx: Tx, id: string) {
  const [over] = await tx.select({ endReason: imports.endReason }).from(imports).where(eq(imports.id, id))
  return over?.endReason === 'mostly-bad'
    ? invalid('', 'import.mostly-bad', { percent: mostlyBad.percent })
    : conflict()
}

/**
 * Marks an import as received, or, with a reason, as cut off. It ends at once when all its lines are already done.
 * @throws DomainError `conflict` when it has ended meanwhile
 */
export async function closeImport(
  ctx: Ctx,
  id: string,
  endReason: ImportEndReason | null = null,
): Promise<ImportView> {
  const state = endReason ? 'cut-off' : 'running'
  const action = endReason ? 'import.cut-off' : 'import.received'
  return change(ctx, async (tx) => {
    const [row] = await tx
      .update(imports)
      .set({ receivedAt: ctx.now, ...ended(ctx.now, sql`${state}`, sql`${imports.done}`), endReason })
      .where(and(eq(imports.id, id), eq(imports.state, 'receiving')))
      .returning()
    if (!row) throw conflict()
    const detail = { lines: row.received, ...(endReason && { reason: endReason }) }
    await record(ctx, tx, { action, objectId: id, detail })
    return importView(row)
  })
}
