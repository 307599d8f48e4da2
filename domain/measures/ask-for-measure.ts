import { randomUUIDv7 } from 'node:crypto'
import { measures } from '#db/schema/measures.ts'
import { seal } from '../crypto.ts'
import { customerKey } from '../customers/customer-key.ts'
import { locked } from '../errors.ts'
import { takeTry } from '../limits.ts'
import { findSearched } from '../looks/find-searched.ts'
import { record } from '../record.ts'
import { lockSignIn, signInState } from '../sign-in-state.ts'
import { change } from '../transaction.ts'
import { verb } from '../verb.ts'
import { recordMissingMeasure, requireUnrelated } from './find-measure.ts'
import { whyNot } from './rules.ts'
import { askForMeasureInput, reasonsOf } from './schema.ts'
import { readWaiting, waitingOf } from './waiting.ts'

const askLimit = { name: 'measure-ask', max: 20, seconds: 60 * 60 }

/**
 * Asks for a measure about the sign-in of a customer whom the member of staff has just found. Nothing changes for the
 * customer until a supervisor or officer takes it, but their log says that it was asked for.
 * @returns the measure's id.
 * @throws DomainError `invalid`, `too-many`, `not-found` for another's search; `locked` when the search is too old, when
 *   the measure does not fit the sign-in as it stands or waits already, and for oneself or a relative
 */
export const askForMeasure = verb(
  'measures:ask',
  askForMeasureInput,
  (_, { kind, reason }) =>
    kind && reason && !reasonsOf[kind].some((one) => one === reason)
      ? [{ path: 'reason', key: 'measure.reason' }]
      : [],
  async (ctx, { searchId, kind, reason, note }): Promise<{ measureId: string }> => {
    const { staffId } = ctx.actor
    await takeTry(ctx, [{ limit: askLimit, who: staffId }])
    const id = randomUUIDv7()
    await recordMissingMeasure(ctx, searchId, () =>
      change(ctx, async (tx) => {
        const customerId = await findSearched(ctx, tx, searchId)
        await requireUnrelated(tx, staffId, customerId)
        await lockSignIn(tx, customerId, 'measure')
        const { blockedSince } = await signInState(tx, customerId)
        const why = whyNot(kind, blockedSince)
        if (why) throw locked(why)
        const waiting = await readWaiting(ctx, tx, waitingOf(customerId))
        if (waiting.some((one) => one.kind === kind)) throw locked('measure.asked-already')
        const own = { ...ctx, subject: customerId }
        const noteSealed = note ? seal(await customerKey(own, tx), note, `measures:${id}:note`) : null
        const row = { customerId, id, kind, reason, noteSealed, askedBy: staffId }
        await tx.insert(measures).values({ ...row, actorKind: 'staff', askedAt: ctx.now })
        await record(own, tx, { action: 'measure.asked', objectId: id, detail: { measure: kind, reason } })
      }),
    )
    return { measureId: id }
  },
)
