import type { Tx } from '#db/client.ts'
import type { CaseType } from '#db/schema/case-codes.ts'
import type { ClockId } from '#policy/clock-ids.ts'
import { requireSubject } from '../access.ts'
import { actorId } from '../audit-row.ts'
import type { CtxBy } from '../context.ts'
import { progress } from '../deadlines.ts'
import { emit } from '../emit.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { countDeadline } from './case-deadline.ts'
import type { EnteredView } from './entry-schema.ts'
import { fileOnce, findFiled, type Sent } from './find-filed.ts'
import { fromDay } from './received-on.ts'
import { registerCase } from './register-case.ts'

/** A case as the bank enters it, under the actor's own id of the letter, call or visit. */
type Entry = Omit<Sent, 'attachments'> & { id: string; receivedOn: string }

/** What it is registered as. */
interface Registered {
  type: CaseType
  clock: ClockId
  subject: string
  /** What its type refuses before it is registered. */
  refuse?(tx: Tx): Promise<void>
  /** What its type writes besides, in the same transaction. */
  write?(tx: Tx, id: string): Promise<unknown>
}

/**
 * Enters a case that reached the bank outside the portal. Its clock runs from the day of receipt, so it may be late at once;
 * the customer is told its number and the last day for the answer. The same entry under the same id of the same actor is
 * entered once.
 * @throws DomainError `invalid` on `id` when another was entered under it; `too-many` after sixty of a type of a member of
 *   staff in an hour
 */
export async function enterCase<Given extends Entry>(
  ctx: CtxBy<'staff' | 'system'>,
  { id: own, ...given }: Given,
  { type, clock, subject, refuse, write }: Registered,
): Promise<EnteredView> {
  const id = madeId([requireSubject(ctx), actorId(ctx), own])
  const sent = { ...given, attachments: [] }
  const receivedAt = fromDay(sent.receivedOn)
  const trace = countDeadline(clock, receivedAt)
  const late = trace !== null && progress(trace, ctx.now).state === 'late'
  const entered = async () => {
    const found = await findFiled(ctx, id, sent)
    return found && { ...found, late }
  }
  return fileOnce(entered, async () => {
    const limit = { name: `${type}-entry`, max: 60, seconds: 60 * 60 }
    if (ctx.actor.kind === 'staff') await takeTry(ctx, [{ limit, who: ctx.actor.staffId }])
    return change(ctx, async (tx) => {
      await refuse?.(tx)
      const filed = await registerCase(ctx, tx, { id, type, subject, clock, receivedAt, trace }, sent)
      await write?.(tx, id)
      const { reference, dueOn } = filed
      const { kind, channel, receivedOn: received } = sent
      const detail = { reference, kind, channel, received }
      await record(ctx, tx, { action: `${type}.entered`, objectId: id, detail })
      await emit(ctx, tx, `${type}.filed`, id)
      const notice = late ? (`${type}-entered-late` as const) : (`${type}-entered` as const)
      await queueNotice(ctx, tx, notice, { reference, due: dueOn ?? 'unknown' })
      return { ...filed, late }
    })
  })
}
