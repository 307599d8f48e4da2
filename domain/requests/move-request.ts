import { randomUUIDv7 } from 'node:crypto'
import type { z } from 'zod'
import { catalogue } from '#policy/load.ts'
import { tellOfStep } from '../cases/bank-step.ts'
import { findCase } from '../cases/find-case.ts'
import { isOutgoing, type outcomeKinds } from '../cases/rules.ts'
import type { SentView } from '../cases/schema.ts'
import { refuseWhileOneWaits, sendText } from '../cases/send-text.ts'
import { takeNext } from '../cases/take-step.ts'
import { refuseAnswerByHand } from '../deletion-plans/by-hand.ts'
import type { Issue } from '../errors.ts'
import type { WellFormed } from '../parse.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { lockRequests } from './lock-requests.ts'
import { recordMissingRequest } from './record-missing-request.ts'
import { requireOtherEyes } from './require-other-eyes.ts'
import { requireRestricted } from './require-restricted.ts'
import { requireWithdrawn } from './require-withdrawn.ts'
import { moveRequestInput, type Outcome } from './schema.ts'
import { writeOutcomes } from './write-outcomes.ts'

/**
 * Takes the bank's next step on a request of the context's customer: review, a question with or without a pause, a message,
 * or the answer with what came of each part. All but the review are sent, and become steps when they leave.
 * @throws DomainError `not-found`; `conflict` when another step came first or a colleague's text waits to leave; `locked`
 *   when this step may not follow, of a deletion that is to be carried out, one's own text waits to leave, or one has
 *   entered what a colleague must decide; `invalid` on `text`, `outcomes`, `pauseReason`
 */
export const moveRequest = verb(
  'cases:answer',
  moveRequestInput,
  (_, input) => faults(input),
  async (ctx, { caseId, kind, text, pauseReason, outcomes, lastStep }): Promise<SentView> => {
    return recordMissingRequest(ctx, caseId, () =>
      change(ctx, async (tx) => {
        await lockRequests(ctx, tx)
        const found = await findCase(ctx, tx, 'request', caseId)
        await refuseAnswerByHand(ctx, tx, found.row, kind)
        if (!isOutgoing(kind)) {
          await refuseWhileOneWaits(ctx, tx, caseId)
          const moved = await takeNext(ctx, tx, found, { caseId, kind, side: 'bank', text, lastStep })
          await tellOfStep(ctx, tx, found, kind)
          return { ...moved, leavesAt: null }
        }
        await requireOtherEyes(ctx, tx, found, kind)
        await requireRestricted(ctx, tx, found, outcomes)
        await requireWithdrawn(ctx, tx, found, outcomes)
        const id = randomUUIDv7()
        const sent = await sendText(ctx, tx, found, { id, kind, text, pauseReason, lastStep })
        await writeOutcomes(ctx, tx, caseId, id, outcomes)
        return sent
      }),
    )
  },
)

type Input = z.output<typeof moveRequestInput>
const allOf: Record<(typeof outcomeKinds)[number], (found: Outcome['outcome'][]) => boolean> = {
  fulfilled: (found) => found.length > 0 && !found.includes('refused'),
  'partly-fulfilled': (found) => found.includes('fulfilled') && found.includes('refused'),
  refused: (found) => found.length > 0 && !found.includes('fulfilled'),
}

/** An answer says what came of each part, as it says of the whole; only a question can stop the clock. */
function faults({ kind, pauseReason, outcomes = [] }: WellFormed<Input>): Issue[] {
  const found = outcomes.flatMap((one) => (one?.outcome ? [one.outcome] : []))
  const isAnswer = kind === 'fulfilled' || kind === 'partly-fulfilled' || kind === 'refused'
  const fits = isAnswer ? allOf[kind](found) : found.length === 0
  const known = catalogue().categories.flatMap(({ fields }) => fields.map(({ id }) => id))
  const unknown = outcomes.some((one) => one?.field != null && !known.includes(one.field))
  return [
    ...(fits ? [] : [{ path: 'outcomes', key: 'request.outcomes-unlike' }]),
    ...(unknown ? [{ path: 'outcomes', key: 'request.field-unknown' }] : []),
    ...(pauseReason && kind !== 'waiting-customer'
      ? [{ path: 'pauseReason', key: 'request.pause-unknown' }]
      : []),
  ]
}
