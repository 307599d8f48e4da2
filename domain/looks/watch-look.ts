import { requirePermission } from '../access.ts'
import type { Ctx } from '../context.ts'
import { parse } from '../parse.ts'
import { read } from '../transaction.ts'
import { findDeskLook, notingMissingLook } from './find-look.ts'
import { clocked } from './looks.ts'
import { stateOf } from './rules.ts'
import { type LookState, lookInput } from './schema.ts'

/**
 * Where a look stands and how many steps brought it there, and nothing else: what a page asks every second. One's own;
 * for those who answer for others' looks, anyone's.
 * @throws DomainError `invalid`, `not-found`
 */
export async function watchLook(ctx: Ctx, input: unknown): Promise<{ state: LookState; steps: number }> {
  requirePermission(ctx, 'looks:ask')
  const { lookId } = parse(lookInput, input)
  const look = await notingMissingLook(ctx, lookId, () => read(ctx, (tx) => findDeskLook(ctx, tx, lookId)))
  return { state: stateOf(clocked(look), ctx.now), steps: look.steps.length }
}
