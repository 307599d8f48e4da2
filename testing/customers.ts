import { randomUUID } from 'node:crypto'
import type { Ctx } from '#domain/context.ts'
import type { Keys } from '#domain/crypto.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { testIins, testNow, testPhones, type World } from './world.ts'

export type Subject = Ctx & { subject: string; reference: string }

/**
 * A customer of their own for one test, in their signed-in browser: the same invented person each time, findable by
 * hashes of their own.
 */
export async function freshCustomer(world: World, reference: string = randomUUID()): Promise<Subject> {
  const lookup: Keys['lookup'] = (kind, value) => world.keys.lookup(kind, `${reference}:${value}`)
  const system = { ...world.system(), keys: { ...world.keys, lookup } }
  const person = { reference, iin: testIins[0], phone: testPhones[0], locale: 'kk' }
  const subject = await registerCustomer(system, person)
  const actor = { kind: 'customer', sessionId: randomUUID(), verifiedAt: testNow } as const
  return { ...world.ctx(actor, subject), subject, reference }
}
