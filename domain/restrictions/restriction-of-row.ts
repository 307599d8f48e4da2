import type { RestrictionRow } from '../restricted-fields.ts'
import { type Restriction, settingReasons } from './schema.ts'

/** A restriction as its row says it. @throws Error for a row that restricts nothing */
export function restrictionOf({ field, at: since, reason: given, allowed }: RestrictionRow): Restriction {
  const reason = settingReasons.find((one) => one === given)
  if (!reason) throw new Error('a restriction is set for one of the reasons to set it')
  return { field, since, reason, allowed }
}
