import { requireSubject } from '../access.ts'
import { actorId } from '../audit-row.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import type { EnteredView } from '../cases/entry-schema.ts'
import { fileOnce, findFiled, type Sent } from '../cases/find-filed.ts'
import { dayFaults, fromDay } from '../cases/received-on.ts'
import { aboutFaults, registerCase } from '../cases/register-case.ts'
import { subjectLine } from '../cases/text.ts'
import type { Ctx } from '../context.ts'
import { progress, type Trace } from '../deadlines.ts'
import { emit } from '../emit.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { answerClock } from './answer-clock.ts'
import { enterComplaintInput } from './entry-schema.ts'

const limit = { name: 'complaint-entry', max: 60, seconds: 60 * 60 }

/**
 * Enters a complaint that reached the bank by letter, by phone or at a branch. Its clock runs from the day of receipt, so
 * it may be late at once; the customer is told its number and the last day for the answer. The same entry under the same id
 * of the same actor is entered once.
 * @throws DomainError `invalid` on `receivedOn` for a day to come or more than a year ago, on `kind`, `about`, `text`, and
 *   on `id` when another was entered under it; `too-many` after sixty of a member of staff in an hour
 */
export const enterComplaint = verb(
  'complaints:enter',
  enterComplaintInput,
  ({ locale, now }, { about, receivedOn }) => [...aboutFaults(about, locale), ...dayFaults(receivedOn, now)],
  async (ctx, { id: own, ...given }): Promise<EnteredView> => {
    const id = madeId([requireSubject(ctx), actorId(ctx), own])
    const sent = { ...given, attachments: [] }
    const receivedAt = fromDay(given.receivedOn)
    const trace = countDeadline(answerClock(), receivedAt)
    const late = trace !== null && progress(trace, ctx.now).state === 'late'
    const entered = async () => {
      const found = await findFiled(ctx, id, sent)
      return found && { ...found, late }
    }
    return fileOnce(entered, async () => {
      if (ctx.actor.kind === 'staff') await takeTry(ctx, [{ limit, who: ctx.actor.staffId }])
      return write(ctx, id, sent, { receivedAt, trace, late })
    })
  },
)

interface Received {
  receivedAt: Date
  trace: Trace | null
  late: boolean
}

const write = (
  ctx: Ctx,
  id: string,
  sent: Sent & { text: string; receivedOn: string },
  { receivedAt, trace, late }: Received,
): Promise<EnteredView> =>
  change(ctx, async (tx) => {
    const counted = { clock: answerClock(), receivedAt, trace }
    const registered = { id, type: 'complaint', subject: subjectLine(sent.text), ...counted } as const
    const entered = await registerCase(ctx, tx, registered, sent)
    const { reference, dueOn: due } = entered
    const { kind, channel, receivedOn } = sent
    const detail = { reference, kind, channel, received: receivedOn }
    await record(ctx, tx, { action: 'complaint.entered', objectId: id, detail })
    await emit(ctx, tx, 'complaint.filed', id)
    const notice = late ? 'complaint-entered-late' : 'complaint-entered'
    await queueNotice(ctx, tx, notice, { reference, due: due ?? 'unknown' })
    return { ...entered, late }
  })
