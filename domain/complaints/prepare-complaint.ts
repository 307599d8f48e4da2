import { operator } from '../policies/operator.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { aboutChoices, findDecisionAbout, findLookAbout } from '../cases/about-view.ts'
import { countAnswerDeadline } from './answer-deadline.ts'
import { formLimits } from './complaint-view.ts'
import { type ComplaintFormView, prepareComplaintInput } from './schema.ts'

/**
 * What the form for a new complaint shows: what it can be about, the last day for the answer, the phone numbers. About a
 * decision of a program it is an objection, whose day is another.
 */
export const prepareComplaint = verb(
  'complaints:file',
  prepareComplaintInput.prefault({}),
  async (ctx, { look: lookId, 'automated-decision': decisionId }): Promise<ComplaintFormView> => {
    const [look, decision] = await (lookId || decisionId
      ? read(ctx, async (tx) => [
          lookId ? await findLookAbout(ctx, tx, lookId) : null,
          decisionId ? await findDecisionAbout(ctx, tx, decisionId) : null,
        ])
      : [null, null])
    const { due: dueOn, amount, unit } = countAnswerDeadline(ctx.now, decision?.kind)
    return {
      choices: {
        consents: aboutChoices('consent', ctx.locale),
        fields: aboutChoices('field', ctx.locale),
        recipients: aboutChoices('recipient', ctx.locale),
      },
      look: look ?? null,
      decision: decision ?? null,
      dueOn,
      amount,
      unit,
      operator: operator(ctx),
      limits: formLimits,
    }
  },
)
