import { record } from '../audit/record.ts'
import type { Action } from '../audit/schema.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { requirePermission } from '../permissions.ts'
import { emit } from '../systems/emit.ts'
import { change } from '../transaction.ts'
import { notingMissing } from './find-complaint.ts'
import type { bankKinds } from './rules.ts'
import { type MovedView, moveComplaintInput } from './schema.ts'
import { takeStep } from './take-step.ts'

const actions: Record<(typeof bankKinds)[number], Action> = {
  'in-review': 'complaint.taken-in-review',
  'waiting-customer': 'complaint.moved',
  message: 'complaint.message-sent',
  answered: 'complaint.answered',
  closed: 'complaint.moved',
  court: 'complaint.moved',
}

/**
 * Takes the bank's next step on a complaint of the context's customer: review, a message, the written answer.
 * @throws DomainError `not-found`; `conflict` when another took a step first; `locked` when it may not follow;
 *   `invalid` on `text`
 */
export async function moveComplaint(ctx: Ctx, input: unknown): Promise<MovedView> {
  requirePermission(ctx, 'complaints:answer')
  const { complaintId, kind, text, lastStep } = parse(moveComplaintInput, input)
  return notingMissing(ctx, complaintId, () =>
    change(ctx, async (tx) => {
      const moved = await takeStep(ctx, tx, { complaintId, kind, side: 'bank', text, lastStep })
      await record(ctx, tx, { action: actions[kind], objectId: complaintId, detail: { step: kind } })
      await emit(ctx, tx, 'complaint.moved', complaintId)
      return moved
    }),
  )
}
