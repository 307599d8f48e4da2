import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { customerKeys, formerPhones } from '#db/schema/customers.ts'
import type { Ctx } from '#domain/context.ts'
import { openText } from '#domain/crypto.ts'
import { iinCheckDigit } from '#domain/customers/iin.ts'
import { leftPlace } from '#domain/customers/phone-history.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { testNow, type World } from './world.ts'

export type Subject = Ctx & { subject: string; reference: string }
/** With the number and the IIN they are registered under. */
export type FreshCustomer = Subject & { phone: string; iin: string }

/** The IIN of an invented person born in 1888. */
export const iinOf = (nth: number): string => {
  const body = `8802021${String(1000 + nth * 3)}`
  const digit = iinCheckDigit(body)
  return digit === null ? iinOf(nth + 500) : `${body}${digit}`
}

let registered = 0
/** A customer of one test's own in their signed-in browser: an IIN and a number that no other of the file has. */
export async function freshCustomer(world: World, reference: string = randomUUID()): Promise<FreshCustomer> {
  registered += 1
  const person = { iin: iinOf(100 + registered), phone: `+7701555${String(1000 + registered)}` }
  const subject = await registerCustomer(world.system(), { ...person, reference, locale: 'kk' })
  const actor = { kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow } as const
  return { ...world.ctx(actor, subject), ...person, subject, reference }
}

/** The numbers a customer has left, opened; of one that is kept sealed there is no hash. */
export async function phonesLeft({ db, keys }: World, customerId: string) {
  const [[held], rows] = await Promise.all([
    db.select().from(customerKeys).where(eq(customerKeys.customerId, customerId)),
    db.select().from(formerPhones).where(eq(formerPhones.customerId, customerId)),
  ])
  const key = await keys.master.unwrap(held?.wrappedKey ?? new Uint8Array())
  return rows.map(({ number, phoneHash, phoneSealed }) => ({
    number,
    phoneHash,
    phone: openText(key, phoneSealed ?? new Uint8Array(), leftPlace(customerId, number)),
  }))
}
