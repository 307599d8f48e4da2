import { findClock } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { aboutChoices, findRowAbout } from '../cases/about-view.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import { formLimits } from '../cases/case-steps.ts'
import type { AboutView } from '../cases/schema.ts'
import type { Ctx } from '../context.ts'
import { operator } from '../policies/operator.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { answerClock } from './answer-clock.ts'
import { type ComplaintFormView, prepareComplaintInput } from './schema.ts'

/**
 * What the form for a new complaint shows: what it can be about, the last day for the answer, the phone numbers. About a
 * decision of a program it is an objection, whose day is another.
 */
export const prepareComplaint = verb(
  'complaints:file',
  prepareComplaintInput.prefault({}),
  async (ctx, asked): Promise<ComplaintFormView> => {
    const [look, decision, request] = await namedRows(ctx, asked)
    const clock = answerClock(decision?.kind)
    const { amount, unit } = findClock(catalogue(), clock)
    return {
      choices: {
        consents: aboutChoices('consent', ctx.locale),
        fields: aboutChoices('field', ctx.locale),
        recipients: aboutChoices('recipient', ctx.locale),
      },
      look,
      decision,
      request,
      dueOn: countDeadline(clock, ctx.now)?.due ?? null,
      amount,
      unit,
      operator: operator(ctx),
      limits: formLimits,
    }
  },
)

const rowKinds = ['look', 'automated-decision', 'request'] as const
type Rows = [look: AboutView | null, decision: AboutView | null, request: AboutView | null]

/** The rows of the customer's that the address names, in the order of {@link rowKinds}. */
async function namedRows(ctx: Ctx, asked: Partial<Record<(typeof rowKinds)[number], string>>): Promise<Rows> {
  if (rowKinds.every((kind) => !asked[kind])) return [null, null, null]
  return read(ctx, async (tx) => {
    const find = async (kind: (typeof rowKinds)[number]) => {
      const id = asked[kind]
      return id ? findRowAbout(ctx, tx, { kind, id }) : null
    }
    return [await find('look'), await find('automated-decision'), await find('request')]
  })
}
