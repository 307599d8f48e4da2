import { eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { customers } from '#db/schema/customers.ts'
import type { Locale } from '#policy/locale.ts'
import { requireSubject } from '../access.ts'
import { noticeOf } from '../cases/bank-step.ts'
import { countDelay } from '../cases/case-deadline.ts'
import { extensionOf } from '../cases/case-steps.ts'
import { findCase, recordMissingCase } from '../cases/find-case.ts'
import { isAnswered, stateAfter } from '../cases/rules.ts'
import type { StepView } from '../cases/schema.ts'
import { refuseWhileOneWaits } from '../cases/send-text.ts'
import { caseStanding } from '../cases/summarise.ts'
import { requireNext } from '../cases/take-step.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../errors.ts'
import { recallSeconds } from '../life-spans.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { caseView } from './case-view.ts'
import { previewTextInput, type TextPreview } from './schema.ts'

/**
 * A text of the bank as its customer would read it, in their language and at the moment it would leave; nothing is sent. It is
 * refused as sending it would be.
 * @throws DomainError as `moveComplaint` and `extendCase`
 */
export const previewText = verb(
  'cases:answer',
  previewTextInput,
  async (ctx, input): Promise<TextPreview> => {
    const { caseId, kind, lastStep } = input
    const pauseReason = (input.kind !== 'extended' && input.pauseReason) || null
    const text = input.kind === 'extended' ? input.reason : input.text
    const leavesAt = new Date(ctx.now.getTime() + recallSeconds * 1000)
    return recordMissingCase(ctx, caseId, () =>
      read(ctx, async (tx) => {
        const found = await findCase(ctx, tx, null, caseId)
        await refuseWhileOneWaits(ctx, tx, caseId)
        requireNext(ctx, found, { kind, side: 'bank', lastStep, text })
        const reader = { ...ctx, locale: await localeOf(ctx, tx), now: leavesAt }
        const { type } = found.row
        const { view, row } = await caseView(reader, tx, type, caseId)
        const step: StepView = {
          ...{ number: view.lastStep + 1, kind, side: 'bank', at: leavesAt, text, attachments: [] },
          pauseReason,
          staff: ctx.actor.staffId,
          dueOn: kind === 'extended' && found.owedUntil ? countDelay(found.owedUntil) : null,
        }
        const steps = [...view.steps, step]
        const state = stateAfter(found.last.state, 'bank', kind)
        const answeredAt = view.answeredAt ?? (isAnswered(state) ? leavesAt : null)
        return {
          kind,
          text,
          locale: reader.locale,
          leavesAt,
          seconds: recallSeconds,
          notice: noticeOf(type, kind),
          shown: {
            ...view,
            ...caseStanding(reader, row, { state, answeredAt }),
            steps,
            lastStep: step.number,
            extension: extensionOf(steps, view.dueOn),
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
