import { randomInt, randomUUIDv7 } from 'node:crypto'
import { lookCodes } from '#db/schema/looks.ts'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { isHashOf } from '../crypto.ts'
import { locked } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findLook, recordMissingLook } from './find-look.ts'
import { clocked } from './looks.ts'
import { stateOf } from './rules.ts'
import { lookInput } from './schema.ts'

/** After this many wrong tries a code is void; otherwise it is valid as long as its look waits for an answer. */
const lookCodeTries = 5

const showLimit = { name: 'look-code', max: 5, seconds: 10 * 60 }

/**
 * Makes a code for the customer to read out on the phone to the agent who asked; it grants the look. It has six digits
 * from a CSPRNG, of which only the keyed hash is kept; a newer code replaces an older one.
 * @throws DomainError `not-found`, `too-many`; `locked` when the look no longer waits
 */
export const showLookCode = verb(
  'looks:answer',
  lookInput,
  async (ctx, { lookId }): Promise<{ code: string; until: Date }> => {
    const customerId = requireSubject(ctx)
    await takeTry(ctx, [{ limit: showLimit, who: customerId }])
    return recordMissingLook(ctx, lookId, () =>
      change(ctx, async (tx) => {
        const look = await findLook(ctx, tx, lookId)
        if (stateOf(clocked(look), ctx.now) !== 'waiting') throw locked('look.no-granted')
        const [id, code] = [randomUUIDv7(), String(randomInt(1_000_000)).padStart(6, '0')]
        const codeHash = ctx.keys.lookup('code', codeText(id, code))
        const row = { customerId, lookId, id, codeHash, triesLeft: lookCodeTries, createdAt: ctx.now }
        await tx.insert(lookCodes).values(row)
        await record(ctx, tx, { action: 'look.code-shown', objectId: lookId })
        return { code, until: look.row.answerBy }
      }),
    )
  },
)

const codeText = (id: string, code: string): string => `look:${id}:${code}`

/** Whether a code is the one of that id. */
export const isLookCode = (
  ctx: Ctx,
  { id, codeHash }: { id: string; codeHash: string },
  code: string,
): boolean => isHashOf(ctx.keys, 'code', codeText(id, code), codeHash)
