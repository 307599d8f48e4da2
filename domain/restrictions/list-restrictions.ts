import { requireSubject } from '../access.ts'
import { restrictedFields } from '../restricted-fields.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { restrictionOf } from './restriction-of-row.ts'
import type { Restriction } from './schema.ts'

/** The restricted fields of a customer, with what remains allowed of each, for a system that is about to use some. */
export const listRestrictions = verb('restrictions:check', async (ctx): Promise<Restriction[]> => {
  const customerId = requireSubject(ctx)
  const restricted = await read(ctx, (tx) => restrictedFields(tx, customerId))
  return [...restricted.values()].map(restrictionOf)
})
