import type { Ctx } from '../context.ts'
import { requirePermission } from '../permissions.ts'
import { operator } from '../policies/operator.ts'
import { subjects } from './about.ts'
import { countAnswerDeadline } from './answer-deadline.ts'
import { limits } from './limits.ts'
import type { ComplaintForm } from './schema.ts'

/** What is said beside the form: what a complaint can be about, until when it would be answered, whom to call. */
export function prepareComplaint(ctx: Ctx): ComplaintForm {
  requirePermission(ctx, 'complaints:file')
  const { due: dueOn, amount, unit } = countAnswerDeadline(ctx.now)
  return {
    subjects: {
      consents: subjects('consent', ctx.locale),
      fields: subjects('field', ctx.locale),
      recipients: subjects('recipient', ctx.locale),
    },
    dueOn,
    amount,
    unit,
    operator: operator(ctx),
    limits,
  }
}
