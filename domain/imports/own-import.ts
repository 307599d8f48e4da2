import { and, eq, gt, isNull, or } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { imports } from '#db/schema/imports.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { keptSince } from './purge-imports.ts'

/**
 * An import that the acting system sent.
 * @throws DomainError `not-found` also for another system's, and for one that ended so long ago that it is purged.
 */
export async function ownImport(ctx: Ctx, tx: Tx, id: string): Promise<typeof imports.$inferSelect> {
  const mine = and(eq(imports.id, id), eq(imports.systemId, actorId(ctx) ?? ''))
  const kept = or(isNull(imports.endedAt), gt(imports.endedAt, keptSince(ctx.now)))
  const [row] = await tx.select().from(imports).where(and(mine, kept))
  if (!row) throw notFound()
  return row
}
