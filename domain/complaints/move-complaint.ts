import type { Action } from '../actions.ts'
import { emit } from '../emit.ts'
import { type NoticeKind, queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findComplaint, recordMissingComplaint } from './find-complaint.ts'
import type { bankKinds } from './rules.ts'
import { type MovedView, moveComplaintInput } from './schema.ts'
import { takeNext } from './take-step.ts'

const actions: Record<(typeof bankKinds)[number], Action> = {
  'in-review': 'complaint.taken-in-review',
  'waiting-customer': 'complaint.moved',
  message: 'complaint.message-sent',
  answered: 'complaint.answered',
  closed: 'complaint.moved',
  court: 'complaint.moved',
}

/** The steps about which the customer gets a message; the start of the review is not one of them. */
const notices: Partial<Record<(typeof bankKinds)[number], NoticeKind>> = {
  'waiting-customer': 'complaint-moved',
  message: 'complaint-moved',
  answered: 'complaint-answered',
  closed: 'complaint-moved',
  court: 'complaint-moved',
}

/**
 * Takes the bank's next step on a complaint of the context's customer: review, a message, the written answer.
 * @throws DomainError `not-found`; `conflict` when another step came first; `locked` when this step may not follow;
 *   `invalid` on `text`
 */
export const moveComplaint = verb(
  'complaints:answer',
  moveComplaintInput,
  async (ctx, { complaintId, kind, text, lastStep }): Promise<MovedView> => {
    return recordMissingComplaint(ctx, complaintId, () =>
      change(ctx, async (tx) => {
        const found = await findComplaint(ctx, tx, complaintId)
        const moved = await takeNext(ctx, tx, found, { complaintId, kind, side: 'bank', text, lastStep })
        await record(ctx, tx, { action: actions[kind], objectId: complaintId, detail: { step: kind } })
        await emit(ctx, tx, 'complaint.moved', complaintId)
        const notice = notices[kind]
        if (notice) await queueNotice(ctx, tx, notice, { reference: found.row.reference })
        return moved
      }),
    )
  },
)
