import { operator } from '../policies/operator.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { aboutChoices, findLookAbout } from './about-view.ts'
import { countAnswerDeadline } from './answer-deadline.ts'
import { formLimits } from './complaint-view.ts'
import { type ComplaintFormView, prepareComplaintInput } from './schema.ts'

/** What the form for a new complaint shows: what it can be about, the last day for the answer, the phone numbers. */
export const prepareComplaint = verb(
  'complaints:file',
  prepareComplaintInput.prefault({}),
  async (ctx, { look }): Promise<ComplaintFormView> => {
    const { due: dueOn, amount, unit } = countAnswerDeadline(ctx.now)
    return {
      choices: {
        consents: aboutChoices('consent', ctx.locale),
        fields: aboutChoices('field', ctx.locale),
        recipients: aboutChoices('recipient', ctx.locale),
      },
      look: look ? await read(ctx, (tx) => findLookAbout(ctx, tx, look)) : null,
      dueOn,
      amount,
      unit,
      operator: operator(ctx),
      limits: formLimits,
    }
  },
)
