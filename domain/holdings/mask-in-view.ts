import type { Field } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'

/** How a value is masked: as the policy has it, and whole in a look where its use is restricted. */
export const maskInView = (
  { actor }: Ctx,
  { id, mask }: Pick<Field, 'id' | 'mask'>,
  restricted: { has(field: string): boolean },
): Field['mask'] => (actor.kind === 'support' && restricted.has(id) ? 'hidden' : mask)
