import { findRefusal } from '#policy/find.ts'
import { catalogue } from '#policy/load.ts'
import type { RefusalReason } from '#policy/refusal-reasons.ts'
import type { Ctx } from '../context.ts'

/** A reason of refusal and its article, in the reader's language. */
export function refusalWords({ locale }: Pick<Ctx, 'locale'>, id: RefusalReason) {
  const { title, citation } = findRefusal(catalogue(), id)
  return { title: title[locale], citation: citation[locale] }
}
