import { numberedCase, numberedInput } from '../cases/numbered-case.ts'
import { verb } from '../verb.ts'

/** The id of the customer's own complaint with a number as people write it; null when they have none. */
export const findNumberedComplaint = verb(
  'complaints:list',
  numberedInput,
  (ctx, { number }): Promise<string | null> => numberedCase(ctx, 'complaint', number),
)
