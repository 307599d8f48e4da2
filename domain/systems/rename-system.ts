import { eq } from 'drizzle-orm'
import { systems } from '#db/schema/systems.ts'
import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { parse } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { renameSystemInput } from './schema.ts'

/** Changes the names customers read; the id stays. @throws DomainError `not-found`, `invalid` */
export async function renameSystem(ctx: Ctx, input: unknown): Promise<void> {
  requirePermission(ctx, 'systems:keep')
  const { systemId, name } = parse(renameSystemInput, input)
  await change(ctx, async (tx) => {
    const renamed = await tx
      .update(systems)
      .set({ name })
      .where(eq(systems.id, systemId))
      .returning({ id: systems.id })
    if (renamed.length === 0) throw notFound()
    await record(ctx, tx, { action: 'system.renamed', objectId: systemId })
  })
}
