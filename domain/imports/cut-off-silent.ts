import { and, eq, gt, inArray, lt, notExists, sql } from 'drizzle-orm'
import { importChunks, imports } from '#db/schema/imports.ts'
import type { AuditEntry } from '../audit-row.ts'
import { record } from '../record.ts'
import { change, read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { ended } from './end-import.ts'

/** How long a sender may send nothing. */
const silenceMs = 60 * 60 * 1000

/**
 * Marks every import as cut off that has received nothing for an hour: the process that received it has ended.
 * @returns the number of imports marked.
 */
export const cutOffSilent = verb('imports:run', async (ctx): Promise<number> => {
  const since = new Date(ctx.now.getTime() - silenceMs)
  const silent = await read(ctx, (tx) =>
    tx
      .select({ id: imports.id })
      .from(imports)
      .where(
        and(
          eq(imports.state, 'receiving'),
          lt(imports.startedAt, since),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(importChunks)
              .where(and(eq(importChunks.importId, imports.id), gt(importChunks.dueAt, since))),
          ),
        ),
      ),
  )
  if (silent.length === 0) return 0
  return change(ctx, async (tx) => {
    const ids = silent.map(({ id }) => id)
    const rows = await tx
      .update(imports)
      .set({
        receivedAt: ctx.now,
        ...ended(ctx.now, sql`'cut-off'`, sql`${imports.done}`),
        endReason: 'silent',
      })
      .where(and(inArray(imports.id, ids), eq(imports.state, 'receiving')))
      .returning({ id: imports.id, lines: imports.received })
    const entryOf = ({ id, lines }: { id?: string; lines: number }): AuditEntry => ({
      action: 'import.cut-off',
      ...(id ? { objectId: id } : {}),
      detail: { lines, reason: 'silent' },
    })
    const [first, ...rest] = rows
    await record(ctx, tx, entryOf(first ?? { lines: 0 }), ...rest.map(entryOf))
    return rows.length
  })
})
