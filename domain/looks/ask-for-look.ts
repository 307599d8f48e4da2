import { randomUUIDv7 } from 'node:crypto'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { looks } from '#db/schema/looks.ts'
import type { Ctx } from '../context.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { emit } from '../emit.ts'
import { locked } from '../errors.ts'
import { answerSeconds } from '../life-spans.ts'
import { takeTry } from '../limits.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { signInState } from '../sign-in-state.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { conflictOfInterest } from './conflict-of-interest.ts'
import { openGround, requireAllowed } from './ground.ts'
import { clocked, readLooks, writeLookStep } from './looks.ts'
import { isOpen, longestLifeSeconds, stateOf } from './rules.ts'
import { askForLookInput, type LookKind } from './schema.ts'

const askLimit = { name: 'look-ask', max: 10, seconds: 60 * 60 }
/** For how long a customer's refusal forbids a break-glass look. */
const refusalHoldsSeconds = 24 * 60 * 60

/**
 * Asks for a look at pages of the customer of a complaint, request or contact, with its length and its reason. The customer gets a notice at once,
 * also when the look needs no answer of theirs.
 * @returns the look's id.
 * @throws DomainError `invalid`, `too-many`; `locked` when that is not open, when the customer is the agent, a
 *   colleague or a relative, while their sign-in is blocked, when another look is not over, or for break-glass within a
 *   day of a refusal
 */
export const askForLook = verb(
  'looks:ask',
  askForLookInput,
  async (ctx, input): Promise<{ lookId: string }> => {
    const { staffId, role } = ctx.actor
    const { reference, kind, reason, text, pages, minutes } = input
    await takeTry(ctx, [{ limit: askLimit, who: staffId }])
    const id = randomUUIDv7()
    await change(ctx, async (tx) => {
      await onlyOneAtATime(tx, staffId)
      const ground = await openGround(ctx, tx, reference)
      requireAllowed(ground, input)
      const { customerId, caseId, contactId } = ground
      const own = { ...ctx, subject: customerId }
      const [why, { blockedSince }, key] = await Promise.all([
        conflictOfInterest(tx, staffId, customerId),
        signInState(tx, customerId),
        customerKey(own, tx),
        refuseSecond(ctx, tx, staffId),
        kind === 'break-glass' && refuseAfterRefusal(ctx, tx, customerId),
      ])
      if (why) throw locked(why)
      if (blockedSince) throw locked('look.sign-in-blocked')
      const answerBy = new Date(ctx.now.getTime() + answerSeconds * 1000)
      const [row] = await tx
        .insert(looks)
        .values({
          customerId,
          id,
          staffId,
          staffRole: role,
          kind,
          reason,
          textSealed: seal(key, text, `looks:${id}:text`),
          caseId,
          contactId,
          pages,
          minutes,
          askedAt: ctx.now,
          answerBy,
        })
        .returning()
      if (!row) throw new Error('the row just written came back')
      await writeLookStep(ctx, tx, { row, steps: [] }, 'asked')
      await record(own, tx, { action: 'look.asked', objectId: id, detail: { kind, reason, minutes } })
      await emit(own, tx, 'look.asked', id)
      await queueNotice(own, tx, noticeOf[kind], { look: id })
    })
    return { lookId: id }
  },
)

const noticeOf = { leave: 'look-asked', 'break-glass': 'look-urgent' } as const satisfies Record<
  LookKind,
  string
>

/** Makes a second request of the same agent wait until the first one is committed. */
const onlyOneAtATime = (tx: Tx, staffId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`look of ${staffId}`}, 0))`)

async function refuseSecond(ctx: Ctx, tx: Tx, staffId: string): Promise<void> {
  const since = new Date(ctx.now.getTime() - longestLifeSeconds * 1000)
  const recent = await readLooks(tx, and(eq(looks.staffId, staffId), gt(looks.askedAt, since)))
  const open = recent.some((look) => isOpen(stateOf(clocked(look), ctx.now)))
  if (open) throw locked('look.one-at-a-time')
}

async function refuseAfterRefusal(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const since = new Date(ctx.now.getTime() - refusalHoldsSeconds * 1000)
  const recent = await readLooks(tx, and(eq(looks.customerId, customerId), gt(looks.askedAt, since)))
  const refused = recent.some(({ steps }) =>
    steps.some(({ kind, actorKind }) => kind === 'refused' && actorKind === 'customer'),
  )
  if (refused) throw locked('look.was-refused')
}
