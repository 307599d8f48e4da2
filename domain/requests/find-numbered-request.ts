import { numberedCase, numberedInput } from '../cases/numbered-case.ts'
import { verb } from '../verb.ts'

/** The id of the customer's own request with a number as people write it; null when they have none. */
export const findNumberedRequest = verb(
  'requests:list',
  numberedInput,
  (ctx, { number }): Promise<string | null> => numberedCase(ctx, 'request', number),
)
