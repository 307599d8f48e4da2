import { randomUUIDv7 } from 'node:crypto'
import { copies } from '#db/schema/copies.ts'
import { requireSubject } from '../access.ts'
import { locked } from '../errors.ts'
import { requireFreshCode } from '../fresh-code.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change, isDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readCopies } from './copy-view.ts'
import { nextCopyAt } from './rules.ts'
import { askForCopyInput } from './schema.ts'

/** Stopped and failed copies do not count for the wait between two, but are not free either. */
const limit = { name: 'copies', max: 10, seconds: 24 * 60 * 60 }

/**
 * Asks for a copy of the customer's data, whole or of chosen parts; the worker makes it.
 * @throws DomainError `invalid`, `step-up`, `too-many`; `locked` while one is being made, and until some hours after the
 *   last one that was made
 */
export const askForCopy = verb(
  'copies:ask',
  askForCopyInput,
  async (ctx, { parts }): Promise<{ id: string }> => {
    const customerId = requireSubject(ctx)
    requireFreshCode(ctx)
    await takeTry(ctx, [{ limit, who: customerId }])
    const id = randomUUIDv7()
    await change(ctx, async (tx) => {
      const { rows } = await readCopies(tx, customerId)
      if (rows.some(({ state }) => state === 'making')) throw locked('copy.making')
      if (nextCopyAt(rows, ctx.now)) throw locked('copy.too-soon')
      await tx
        .insert(copies)
        .values({
          customerId,
          id,
          parts,
          locale: ctx.locale,
          sessionId: ctx.actor.sessionId,
          askedAt: ctx.now,
          state: 'making',
          step: 'counting',
          dueAt: ctx.now,
        })
        .catch((error: unknown) => {
          throw isDuplicate(error, 'copies') ? locked('copy.making') : error
        })
      await record(ctx, tx, { action: 'copy.asked', objectId: id, detail: { parts: parts.length } })
    })
    return { id }
  },
)
