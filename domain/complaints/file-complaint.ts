import { randomUUIDv7 } from 'node:crypto'
import { requireSubject } from '../access.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import { fileOnce, findFiled, type Sent } from '../cases/find-filed.ts'
import { aboutFaults, registerCase } from '../cases/register-case.ts'
import type { FiledView } from '../cases/schema.ts'
import { subjectLine } from '../cases/text.ts'
import type { Ctx } from '../context.ts'
import { emit } from '../emit.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { answerClock } from './answer-clock.ts'
import { fileComplaintInput } from './schema.ts'

const limit = { name: 'complaints', max: 10, seconds: 24 * 60 * 60 }

/**
 * Files a complaint: it is received, registered under a number, and its clock starts. One that was sent before, because its
 * answer was lost or the button was pressed twice, is filed once.
 * @throws DomainError `invalid` on `kind`, `about`, `text`, `attachments`, also on `text` when another was filed with the
 *   key; `too-many` after ten in a day
 */
export const fileComplaint = verb(
  'complaints:file',
  fileComplaintInput,
  ({ locale }, { about }) => aboutFaults(about, locale),
  async (ctx, { requestKey, ...given }): Promise<FiledView> => {
    const customerId = requireSubject(ctx)
    const id = requestKey ? madeId([customerId, requestKey]) : randomUUIDv7()
    const sent = { ...given, channel: 'portal', locale: ctx.locale } as const
    const filed = () => (requestKey ? findFiled(ctx, id, sent) : null)
    return fileOnce(filed, async () => {
      await takeTry(ctx, [{ limit, who: customerId }])
      return write(ctx, id, sent)
    })
  },
)

const write = (ctx: Ctx, id: string, sent: Sent & { text: string }): Promise<FiledView> =>
  change(ctx, async (tx) => {
    const clock = answerClock(sent.about?.kind)
    const counted = { clock, receivedAt: ctx.now, trace: countDeadline(clock, ctx.now) }
    const registered = { id, type: 'complaint', subject: subjectLine(sent.text), ...counted } as const
    const filed = await registerCase(ctx, tx, registered, sent)
    const detail = { reference: filed.reference, kind: sent.kind }
    await record(ctx, tx, { action: 'complaint.filed', objectId: id, detail })
    await emit(ctx, tx, 'complaint.filed', id)
    return filed
  })
