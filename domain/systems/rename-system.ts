import { eq } from 'drizzle-orm'
import { systems } from '#db/schema/systems.ts'
import { notFound } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { renameSystemInput } from './schema.ts'

/** Changes the names customers read; the id stays. @throws DomainError `not-found`, `invalid` */
export const renameSystem = verb(
  'systems:keep',
  renameSystemInput,
  async (ctx, { systemId, name }): Promise<void> => {
    await change(ctx, async (tx) => {
      const renamed = await tx
        .update(systems)
        .set({ name })
        .where(eq(systems.id, systemId))
        .returning({ id: systems.id })
      if (renamed.length === 0) throw notFound()
      await record(ctx, tx, { action: 'system.renamed', objectId: systemId })
    })
  },
)
