import { randomUUID } from 'node:crypto'
import type { Ctx } from '#domain/context.ts'
import { iinCheckDigit } from '#domain/customers/iin.ts'
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
