import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { imports } from '#db/schema/imports.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'

/**
 * An import that the acting system sent.
 * @throws DomainError `not-found` also for another system's.
 */
export async function ownImport(ctx: Ctx, tx: Tx, id: string): Promise<typeof imports.$inferSelect> {
  const mine = and(eq(imports.id, id), eq(imports.systemId, actorId(ctx) ?? ''))
  const [row] = await tx.select().from(imports).where(mine)
  if (!row) throw notFound()
  return row
}
