import type { KeyObject } from 'node:crypto'
import type { Ctx } from '../context.ts'
import type { KeyedCustomer } from './known-customers.ts'

/** A customer and their key: wrapped, or unwrapped when it was just made. */
export type WithKey = Pick<KeyedCustomer, 'id' | 'wrappedKey' | 'key'>

/** The customers' keys by their ids, each unwrapped once, for as long as these lines need them. */
export async function unwrapKeys(
  { keys }: Ctx,
  customers: Iterable<WithKey>,
): Promise<Map<string, KeyObject>> {
  const named = new Map([...customers].map((customer) => [customer.id, customer]))
  const unwrapped = await Promise.all(
    [...named].map(
      async ([id, { key, wrappedKey }]): Promise<[string, KeyObject]> => [
        id,
        key ?? (await keys.master.unwrap(wrappedKey)),
      ],
    ),
  )
  return new Map(unwrapped)
}
