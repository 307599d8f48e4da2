import { systems } from '#db/schema/systems.ts'
import { invalid } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { partnerFaults } from './partners.ts'
import { addSystemInput } from './schema.ts'

/**
 * Adds a system of the bank or a partner, with the id for the rows it writes and the names customers read. Whose it is does
 * not change later.
 * @throws DomainError `invalid`, on `id` also when the id is taken, on `recipient` when no consent names that partner
 */
export const addSystem = verb(
  'systems:keep',
  addSystemInput,
  (_, { recipient }) => partnerFaults(recipient),
  async (ctx, input): Promise<{ systemId: string }> => {
    const { staffId } = ctx.actor
    const { id, name, recipient } = input
    await change(ctx, async (tx) => {
      const added = await tx
        .insert(systems)
        .values({ id, name, recipient, createdAt: ctx.now, createdBy: staffId })
        .onConflictDoNothing()
        .returning({ id: systems.id })
      if (added.length === 0) throw invalid('id', 'system.id-taken')
      await record(ctx, tx, {
        action: 'system.added',
        objectId: id,
        ...(recipient && { detail: { recipient } }),
      })
    })
    return { systemId: id }
  },
)
