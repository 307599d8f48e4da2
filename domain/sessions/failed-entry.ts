import { nobody } from '#db/schema/roles.ts'
import type { Ctx } from '../context.ts'
import { isRefusal } from '../errors.ts'
import { signInMarks } from '../limits.ts'
import { recordTrace } from '../record.ts'
import { change } from '../transaction.ts'

/**
 * Does the work of checking a code, and writes a refused code to the log of the number's customer, with keyed hashes of the
 * number and the address. The same is written for a number that the bank does not know, about `nobody`.
 */
export async function noteFailedEntry<T>(
  ctx: Ctx,
  { phone, customerId }: { phone: string; customerId: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const [issue] = isRefusal(error, 'invalid') ? error.details.issues : []
    // To be asked for the IIN after the right code is no refusal.
    if (issue && issue.key !== 'iin.asked') {
      const own: Ctx = { ...ctx, subject: customerId }
      const detail = { reason: issue.key, ...signInMarks(ctx, phone) }
      const bounded = customerId === nobody
      await change(own, (tx) => recordTrace(own, tx, { action: 'sign-in.failed', detail }, bounded))
    }
    throw error
  }
}
