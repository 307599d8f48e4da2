import type { Locale } from '#policy/locale.ts'
import type { Field } from '#policy/schema.ts'
import type { Ctx } from './context.ts'
import { mask } from './mask.ts'

/** How a value is masked: as the policy has it, and whole in a look where its use is restricted. */
export const maskInView = (
  { actor }: Pick<Ctx, 'actor'>,
  { id, mask }: Pick<Field, 'id' | 'mask'>,
  restricted: { has(field: string): boolean },
): Field['mask'] => (actor.kind === 'support' && restricted.has(id) ? 'hidden' : mask)

/** A value as this reader sees it before it is revealed: masked, and its codes in words. */
export const masked = (
  ctx: Pick<Ctx, 'actor' | 'locale'>,
  field: Pick<Field, 'id' | 'mask' | 'values'>,
  restricted: { has(field: string): boolean },
  value: string,
): string => spellOut(field, mask(maskInView(ctx, field, restricted), value), ctx.locale)

/** A value made of the field's codes in the reader's words; a part that is no such code stays as the bank sent it. */
export function spellOut({ values }: Pick<Field, 'values'>, value: string, locale: Locale): string {
  if (!values) return value
  const words = value
    .split(',')
    .map((part) => part.trim())
    .map((part) => values.find(({ id }) => id === part)?.title[locale] ?? part)
    .join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
