import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { systemKeys } from '#db/schema/systems.ts'
import { dayMs } from '#policy/days.ts'
import type { Ctx } from '../context.ts'
import { invalid, locked } from '../errors.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { holdSystem } from './hold-system.ts'
import { newKeyText } from './key.ts'
import { mayCarry } from './partners.ts'
import { issueKeyInput } from './schema.ts'

/**
 * Issues a key with these scopes for some days. A system has at most two valid keys, so that a new one can be put in
 * place while the old one still works.
 * @returns the key's whole text; it is shown only here, because only its hash is kept.
 * @throws DomainError `not-found`; `invalid`, also for a scope that no partner's key has; `locked` when the system
 *   has two valid keys
 */
export const issueKey = verb(
  'systems:keep',
  issueKeyInput,
  async (ctx, input): Promise<{ key: string; keyId: string }> => {
    const { staffId } = ctx.actor
    const { systemId, scopes, days } = input
    const { id, secretHash, text } = newKeyText()
    await change(ctx, async (tx) => {
      const system = await holdSystem(tx, systemId)
      if (!scopes.every((scope) => mayCarry(system, scope))) throw invalid('scopes', 'system.partner-scopes')
      const slot = await freeSlot(ctx, tx, systemId)
      if (slot === null) throw locked('system.two-keys')
      const expiresAt = new Date(ctx.now.getTime() + days * dayMs)
      await tx.insert(systemKeys).values({
        id,
        systemId,
        secretHash,
        scopes,
        slot,
        createdAt: ctx.now,
        createdBy: staffId,
        expiresAt,
      })
      const detail = { key: id, days, scopes: scopes.join(' ') }
      await record(ctx, tx, { action: 'system-key.issued', objectId: systemId, detail })
    })
    return { key: text, keyId: id }
  },
)

/** A free slot for a key, after expired keys have freed theirs; null when both are taken. */
async function freeSlot(ctx: Ctx, tx: Tx, systemId: string): Promise<number | null> {
  const held = await tx
    .select({ id: systemKeys.id, slot: systemKeys.slot, expiresAt: systemKeys.expiresAt })
    .from(systemKeys)
    .where(and(eq(systemKeys.systemId, systemId), isNull(systemKeys.revokedAt)))
  const live = held.filter(({ expiresAt }) => expiresAt > ctx.now)
  const slot = [1, 2].find((one) => live.every((key) => key.slot !== one)) ?? null
  const spent = held.find((key) => key.slot === slot)
  if (spent) await tx.update(systemKeys).set({ revokedAt: ctx.now }).where(eq(systemKeys.id, spent.id))
  return slot
}
