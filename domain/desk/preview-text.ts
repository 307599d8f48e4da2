import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import { countDelay } from '../complaints/answer-deadline.ts'
import { noticeOf } from '../complaints/bank-step.ts'
import { complaintView, extensionOf } from '../complaints/complaint-view.ts'
import { findCase, recordMissingComplaint } from '../cases/find-case.ts'
import { stateAfter } from '../cases/rules.ts'
import type { StepView } from '../complaints/schema.ts'
import { refuseWhileOneWaits } from '../complaints/send-text.ts'
import { complaintStanding } from '../complaints/summarise.ts'
import { requireNext } from '../cases/take-step.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { recallSeconds } from '../life-spans.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { previewTextInput, type TextPreview } from './schema.ts'

/**
 * A text of the bank as its customer would read it, in their language and at the moment it would leave; nothing is sent. It is
 * refused as sending it would be.
 * @throws DomainError as `moveComplaint` and `extendComplaint`
 */
export const previewText = verb(
  'complaints:answer',
  previewTextInput,
  async (ctx, input): Promise<TextPreview> => {
    const { caseId, kind, lastStep } = input
    const text = input.kind === 'extended' ? input.reason : input.text
    const leavesAt = new Date(ctx.now.getTime() + recallSeconds * 1000)
    return recordMissingComplaint(ctx, caseId, () =>
      read(ctx, async (tx) => {
        const found = await findCase(ctx, tx, caseId)
        await refuseWhileOneWaits(ctx, tx, caseId)
        requireNext(ctx, found, { kind, side: 'bank', lastStep, text })
        const reader = { ...ctx, locale: await localeOf(ctx, tx), now: leavesAt }
        const { view, row } = await complaintView(reader, tx, caseId)
        const step: StepView = {
          ...{ number: view.lastStep + 1, kind, side: 'bank', at: leavesAt, text, attachments: [] },
          staff: ctx.actor.staffId,
          dueOn: kind === 'extended' ? countDelay(row.dueOn) : null,
        }
        const steps = [...view.steps, step]
        const answeredAt = view.answeredAt ?? (kind === 'answered' ? leavesAt : null)
        const state = stateAfter(found.last.state, 'bank', kind)
        return {
          kind,
          text,
          locale: reader.locale,
          leavesAt,
          seconds: recallSeconds,
          notice: noticeOf[kind],
          complaint: {
            ...view,
            ...complaintStanding(reader, row, { state, answeredAt }),
            steps,
            lastStep: step.number,
            extension: extensionOf(steps, view.trace.due),
          },
        }
      }),
    )
  },
)

/** The language in which the customer is told and reads the portal. */
async function localeOf(ctx: Ctx, tx: Tx): Promise<Locale> {
  const [customer] = await tx
    .select({ locale: customers.locale })
    .from(customers)
    .where(eq(customers.id, requireSubject(ctx)))
  if (!customer) throw notFound()
  return customer.locale
}
