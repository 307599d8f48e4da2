import { requireSubject } from '../access.ts'
import { actorId } from '../audit-row.ts'
import type { Ctx } from '../context.ts'
import { progress } from '../deadlines.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { type EnteredView, enterComplaintInput } from './entry-schema.ts'
import { fileOnce, findFiled, type Sent } from './find-filed.ts'
import { countFromDay, dayFaults } from './received-on.ts'
import { aboutFaults, registerComplaint } from './register-complaint.ts'

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
    const sent: Sent = { ...given, attachments: [] }
    const late = progress(countFromDay(given.receivedOn), ctx.now).state === 'late'
    const entered = async () => {
      const found = await findFiled(ctx, id, sent)
      return found && { ...found, late }
    }
    return fileOnce(entered, async () => {
      if (ctx.actor.kind === 'staff') await takeTry(ctx, [{ limit, who: ctx.actor.staffId }])
      return write(ctx, id, sent, { receivedOn: given.receivedOn, late })
    })
  },
)

interface Received {
  receivedOn: string
  late: boolean
}

const write = (ctx: Ctx, id: string, sent: Sent, { receivedOn, late }: Received): Promise<EnteredView> =>
  change(ctx, async (tx) => {
    const entered = await registerComplaint(ctx, tx, id, sent, countFromDay(receivedOn))
    const { reference, dueOn: due } = entered
    const { kind, channel } = sent
    const detail = { reference, kind, channel, received: receivedOn }
    await record(ctx, tx, { action: 'complaint.entered', objectId: id, detail })
    const notice = late ? 'complaint-entered-late' : 'complaint-entered'
    await queueNotice(ctx, tx, notice, { reference, due })
    return { ...entered, late }
  })
