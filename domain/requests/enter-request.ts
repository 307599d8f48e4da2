import type { z } from 'zod'
import { findRequestRight } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { requireSubject } from '../access.ts'
import { actorId } from '../audit-row.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import type { EnteredView } from '../cases/entry-schema.ts'
import { fileOnce, findFiled } from '../cases/find-filed.ts'
import { insertNote } from '../cases/insert-note.ts'
import { dayFaults, fromDay } from '../cases/received-on.ts'
import { registerCase } from '../cases/register-case.ts'
import type { Ctx } from '../context.ts'
import { progress } from '../deadlines.ts'
import { emit } from '../emit.ts'
import type { Issue } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import type { WellFormed } from '../parse.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { enterRequestInput } from './entry-schema.ts'
import { refuseSecond, subjectOf } from './register-request.ts'
import { requestFaults } from './request-faults.ts'
import { confirmedKinds } from './schema.ts'

const limit = { name: 'request-entry', max: 60, seconds: 60 * 60 }
type Input = z.output<typeof enterRequestInput>

/**
 * Enters a request of a customer who does not use the portal: it came by letter, by phone or at a branch, where their
 * identity was checked. Its clock runs from the day of receipt, so it may be late at once; the customer is told its number
 * and the last day for the answer. The same entry under the same id of the same member of staff is entered once.
 * @throws DomainError `invalid` on `kind` with the number of an open one of the kind, and for a kind that is asked for with
 *   a code in the portal and did not come in at a branch on `channel`; on `receivedOn`, `about`, `text`, `identity`, `id`;
 *   `too-many` after sixty of a member of staff in an hour
 */
export const enterRequest = verb(
  'requests:enter',
  enterRequestInput,
  (ctx, input) => faults(ctx, input),
  async (ctx, { id: own, identity, ...given }): Promise<EnteredView> => {
    const id = madeId([requireSubject(ctx), actorId(ctx), own])
    const sent = { ...given, attachments: [] }
    const { clock } = findRequestRight(catalogue(), given.kind)
    const receivedAt = fromDay(given.receivedOn)
    const trace = countDeadline(clock, receivedAt)
    const late = trace !== null && progress(trace, ctx.now).state === 'late'
    const entered = async () => {
      const found = await findFiled(ctx, id, sent)
      return found && { ...found, late }
    }
    return fileOnce(entered, async () => {
      await takeTry(ctx, [{ limit, who: ctx.actor.staffId }])
      return change(ctx, async (tx) => {
        await refuseSecond(ctx, tx, sent)
        const registered = {
          id,
          type: 'request',
          subject: subjectOf(ctx, sent),
          clock,
          receivedAt,
          trace,
        } as const
        const filed = await registerCase(ctx, tx, registered, sent)
        await insertNote(ctx, tx, id, identity)
        const { reference, dueOn } = filed
        const { kind, channel, receivedOn } = sent
        const detail = { reference, kind, channel, received: receivedOn }
        await record(ctx, tx, { action: 'request.entered', objectId: id, detail })
        await emit(ctx, tx, 'request.filed', id)
        const notice = late ? 'request-entered-late' : 'request-entered'
        await queueNotice(ctx, tx, notice, { reference, due: dueOn ?? 'unknown' })
        return { ...filed, late }
      })
    })
  },
)

/** What is missing for a request of its kind. One that the portal takes with a fresh code alone is taken in person. */
function faults({ locale, now }: Ctx, input: WellFormed<Input>): Issue[] {
  const { kind, channel, receivedOn } = input
  const inPerson = kind !== undefined && confirmedKinds.includes(kind)
  return [
    ...requestFaults(locale, input),
    ...dayFaults(receivedOn, now),
    ...(inPerson && channel !== undefined && channel !== 'branch'
      ? [{ path: 'channel', key: 'request.branch-only' }]
      : []),
  ]
}
