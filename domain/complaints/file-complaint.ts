import { randomUUIDv7 } from 'node:crypto'
import { requireSubject } from '../access.ts'
import type { Ctx } from '../context.ts'
import { takeTry } from '../limits.ts'
import { madeId } from '../made-id.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { countAnswerDeadline } from './answer-deadline.ts'
import { fileOnce, findFiled, type Sent } from './find-filed.ts'
import { aboutFaults, registerComplaint } from './register-complaint.ts'
import { type FiledView, fileComplaintInput } from './schema.ts'

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
    const sent: Sent = { ...given, channel: 'portal', locale: ctx.locale }
    const filed = () => (requestKey ? findFiled(ctx, id, sent) : null)
    return fileOnce(filed, async () => {
      await takeTry(ctx, [{ limit, who: customerId }])
      return write(ctx, id, sent)
    })
  },
)

const write = (ctx: Ctx, id: string, sent: Sent): Promise<FiledView> =>
  change(ctx, async (tx) => {
    const trace = countAnswerDeadline(ctx.now, sent.about?.kind)
    const filed = await registerComplaint(ctx, tx, id, sent, trace)
    const detail = { reference: filed.reference, kind: sent.kind }
    await record(ctx, tx, { action: 'complaint.filed', objectId: id, detail })
    return filed
  })
