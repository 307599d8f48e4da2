import type { Mentioned } from '#domain/policies/schema.ts'
import type { Locale } from '#policy/locale.ts'
import { translator } from '../translator.ts'

/** The name of something that a row names: its title, or the id and that no policy has a name for it. */
export const nameOf = (locale: Locale, { id, title }: Mentioned): string =>
  title ?? translator(locale, 'policies')('nameless', { id })
