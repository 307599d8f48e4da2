import { and, eq } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import type { FieldView, HoldingsView } from '#domain/holdings/schema.ts'
import { type FreshCustomer, freshCustomer } from './customers.ts'
import type { World } from './world.ts'

/** A value as the system that opened the account puts it. */
export const holding = (field: string, value: string, more: object = {}) => ({
  field,
  value,
  obtainedVia: 'account-opening',
  ...more,
})
export const testAddress = 'Шымкент қ., Тәуке хан даңғылы, 5-үй'

/** Has the bank's system put these values of a customer. */
export const putFor = ({ system }: World, { subject }: { subject: string }, ...list: object[]) =>
  putHoldings(system(subject), { holdings: list })

/** A customer of one test's own of whom six values are held. */
export async function heldCustomer(world: World): Promise<FreshCustomer> {
  const customer = await freshCustomer(world)
  await putSix(world, customer, customer.phone)
  return customer
}

/** Has the bank's system put six values of a customer with that number. */
export const putSix = (world: World, customer: { subject: string }, phone: string) =>
  putFor(
    world,
    customer,
    holding('phone', phone, { obtainedAt: '2021-03-14T06:00:00Z' }),
    holding('address', testAddress),
    holding('operations', '12 400 ₸', { quantity: 312, obtainedVia: 'transfer' }),
    holding('device-model', 'Galaxy A55', { obtainedVia: 'app' }),
    holding('credentials', 'gulsim8:2f1c'),
    holding('bank-requisites', 'KZ000000000000004417'),
  )

/** A field as the page of holdings shows it. */
export const fieldIn = (view: HoldingsView, id: string): FieldView | undefined =>
  view.categories.flatMap((category) => category.fields).find((field) => field.id === id)

/** What is held in a field, as the database has it. */
export async function holdingRow({ db }: World, { subject }: { subject: string }, field: string) {
  const own = and(eq(holdings.customerId, subject), eq(holdings.field, field))
  const [row] = await db.select().from(holdings).where(own)
  if (!row) throw new Error(`nothing is held in ${field}`)
  return row
}
