import { findRequestRight } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import { aboutChoices } from '../cases/about-view.ts'
import { countDeadline } from '../cases/case-deadline.ts'
import { formLimits } from '../cases/case-steps.ts'
import { readPlanView } from '../deletion-plans/read-plan.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { findDisclosure } from './find-disclosure.ts'
import { findOpenRequest } from './find-open-request.ts'
import { objectionView } from './objection-view.ts'
import { rightOf } from './rights.ts'
import {
  confirmedKinds,
  documentedKinds,
  fieldKinds,
  prepareRequestInput,
  type RequestFormView,
  wordedKinds,
} from './schema.ts'

/**
 * What the form for a new request shows: the right, what it can be about, what it needs, the last day for the answer, and
 * the open request of the same kind, which goes first. Of a deletion it shows what it would do to each kind of data.
 * @throws DomainError `invalid`
 */
export const prepareRequest = verb(
  'requests:file',
  prepareRequestInput,
  async (ctx, { kind, about, disclosure: disclosed }): Promise<RequestFormView> => {
    const { clock } = findRequestRight(catalogue(), kind)
    const isField = fieldKinds.includes(kind)
    const kinds = isField ? (['field'] as const) : (['field', 'consent', 'recipient'] as const)
    const [open, plan, disclosure] = await read(ctx, (tx) =>
      Promise.all([
        findOpenRequest(ctx, tx, kind, about),
        kind === 'deletion' ? readPlanView(ctx, tx, about ?? null) : null,
        disclosed === undefined ? null : findDisclosure(ctx, tx, disclosed),
      ]),
    )
    return {
      right: rightOf(kind, ctx.locale),
      // What a deletion is about is chosen first: the page shows what it would do to exactly that.
      choices: kind === 'deletion' ? [] : kinds.flatMap((one) => aboutChoices(one, ctx.locale)),
      about: about ?? null,
      disclosure,
      open,
      plan,
      dueOn: countDeadline(clock, ctx.now)?.due ?? null,
      needs: {
        text: wordedKinds.includes(kind),
        field: isField,
        document: documentedKinds.includes(kind),
        code: confirmedKinds.includes(kind),
      },
      objection: kind === 'policy-objection' ? objectionView(ctx.locale) : null,
      limits: formLimits,
    }
  },
)
