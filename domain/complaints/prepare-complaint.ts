import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { operator } from '../policies/operator.ts'
import { read } from '../transaction.ts'
import { countAnswerDeadline } from './answer-deadline.ts'
import { findLookSubject, subjects } from './complaint-subject.ts'
import { limits } from './limits.ts'
import { type ComplaintForm, prepareComplaintInput } from './schema.ts'

/** What is said beside the form: what a complaint can be about, until when it would be answered, whom to call. */
export async function prepareComplaint(ctx: Ctx, input: unknown = {}): Promise<ComplaintForm> {
  requirePermission(ctx, 'complaints:file')
  const { look } = parse(prepareComplaintInput, input)
  const { due: dueOn, amount, unit } = countAnswerDeadline(ctx.now)
  return {
    subjects: {
      consents: subjects('consent', ctx.locale),
      fields: subjects('field', ctx.locale),
      recipients: subjects('recipient', ctx.locale),
    },
    look: look ? await read(ctx, (tx) => findLookSubject(ctx, tx, look)) : null,
    dueOn,
    amount,
    unit,
    operator: operator(ctx),
    limits,
  }
}
