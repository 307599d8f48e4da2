import type { Ctx } from '../context.ts'
import { DomainError } from '../errors.ts'
import { inOrder } from '../plan.ts'
import { record } from '../record.ts'
import { bookkeep, change, read, retryDuplicate } from '../transaction.ts'
import { verb } from '../verb.ts'
import { knownCustomers } from './known-customers.ts'
import { heldPhones } from './phone-history.ts'
import { planCustomers, sinceFaults, takenHashes, withHashes } from './plan-customers.ts'
import { type Registration, registrationInput } from './registration.ts'

/**
 * Registers a customer with a key of their own and the hashes by which they are found. Their values are holdings.
 * Registering the same again changes nothing; with another phone it gives the customer that number.
 * @returns the customer's id.
 * @throws DomainError `invalid`, also when another customer has the reference or the IIN, or when the customer has left
 *   the phone
 */
export const registerCustomer = verb(
  'customers:register',
  registrationInput,
  ({ now }, given) => sinceFaults(now, given),
  (ctx, given): Promise<string> =>
    retryDuplicate('customers', () => retryDuplicate('former_phones', () => register(ctx, given))),
)

async function register(ctx: Ctx, given: Registration): Promise<string> {
  const lines = withHashes(ctx, [{ ...given, line: 1 }])
  const hashes = lines.map((one) => one.hashes)
  // In this order: a customer who is registered between the two is known then, and nobody else's.
  const { taken, known, held } = await read(ctx, async (tx) => {
    const [taken, known] = await Promise.all([
      takenHashes(tx, hashes, new Map()),
      knownCustomers(tx, new Set([given.reference]), new Map()),
    ])
    return { taken, known, held: await heldPhones(ctx, tx, lines, known, new Map()) }
  })
  const plan = await planCustomers(ctx, lines, known, taken, held)
  const issues = plan.faulty.flatMap((one) => one.issues)
  if (issues.length > 0) throw new DomainError('invalid', { issues })
  const [entry] = plan.entries
  if (entry) await change(ctx, (tx) => inOrder(plan.write(tx), record(ctx, tx, entry)))
  else if (plan.keeps) await bookkeep(ctx, 'keys', plan.write)
  const customer = known.get(given.reference)
  if (!customer) throw new Error('a line in which nothing is at fault has its customer')
  return customer.id
}
