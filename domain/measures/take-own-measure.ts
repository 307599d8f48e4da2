import { randomUUIDv7 } from 'node:crypto'
import { measures } from '#db/schema/measures.ts'
import { requireSubject } from '../access.ts'
import type { CtxBy } from '../context.ts'
import { conflict, isRefusal } from '../errors.ts'
import { lockSignIn, type SignInState, signInState } from '../sign-in-state.ts'
import { change, read } from '../transaction.ts'
import { whyNot } from './rules.ts'
import type { MeasureKind, MeasureReason } from './schema.ts'
import { takeMeasure } from './take-measure.ts'

/**
 * Takes a system's measure at once. What holds already is left as it is, so a system may say the same again.
 * @returns the sign-in as it stands afterwards, and whether the measure was taken now.
 */
export async function takeOwnMeasure(
  ctx: CtxBy<'system'>,
  kind: MeasureKind,
  reason: MeasureReason,
): Promise<Pick<SignInState, 'blockedSince'> & { taken: boolean }> {
  const customerId = requireSubject(ctx)
  const { blockedSince } = await read(ctx, (tx) => signInState(tx, customerId))
  if (whyNot(kind, blockedSince)) return { blockedSince, taken: false }
  const asked = { customerId, id: randomUUIDv7(), kind, reason, askedBy: ctx.actor.systemId }
  try {
    await change(ctx, async (tx) => {
      await lockSignIn(tx, customerId, 'measure')
      const { blockedSince, steps } = await signInState(tx, customerId)
      if (whyNot(kind, blockedSince)) throw conflict()
      await tx.insert(measures).values({ ...asked, actorKind: 'system', askedAt: ctx.now })
      await takeMeasure(ctx, tx, asked, steps)
    })
    return { blockedSince: kind === 'block' ? ctx.now : null, taken: true }
  } catch (error) {
    // Another has taken it since: what was asked for holds.
    if (isRefusal(error, 'conflict')) return takeOwnMeasure(ctx, kind, reason)
    throw error
  }
}
