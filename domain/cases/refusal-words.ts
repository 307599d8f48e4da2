import { findRefusal } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { RefusalReason } from '#policy/refusal-reasons.ts'
import type { Catalogue } from '#policy/schema.ts'
import type { Ctx } from '../context.ts'

/** A reason of refusal and its article, in the reader's language. @param policy today's, unless told otherwise */
export function refusalWords(
  { locale }: Pick<Ctx, 'locale'>,
  id: RefusalReason,
  policy: Catalogue = catalogue(),
) {
  const { title, citation } = findRefusal(policy, id)
  return { title: title[locale], citation: citation[locale] }
}
