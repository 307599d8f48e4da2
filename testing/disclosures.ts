import { randomUUID } from 'node:crypto'
import { recordDisclosures } from '#domain/recipients/record-disclosures.ts'
import { catalogue } from '#policy/load.ts'
import type { Subject } from './customers.ts'
import type { World } from './world.ts'

/** A disclosure of a phone number to the sender of text messages, under an id that no other has. */
export const smsDisclosure = (disclosedAt: Date | string, more: object = {}) => ({
  id: randomUUID(),
  recipient: 'unqaghaz',
  fields: ['phone'],
  disclosedAt,
  ...more,
})

/** Has the bank's system tell these disclosures of a customer in one call. */
export const tellDisclosures = (world: World, { reference }: Subject, ...lines: object[]) =>
  recordDisclosures(world.system(), {
    disclosures: lines.map((line) => ({ customer: reference, ...line })),
  })

/** An exact recipient abroad, of one that stands for many. */
export const shop = { name: 'Ankara Kitap A.Ş.', kind: 'organisation', country: 'TR' }

/** Tells a disclosure as before the policy had recipients that stand for many. */
export async function tellUnnamed(world: World, customer: Subject, line: object): Promise<void> {
  const former = structuredClone(catalogue())
  for (const one of former.recipients.recipients) delete one.collective
  globalThis.arqauCatalogue = former
  try {
    await tellDisclosures(world, customer, line)
  } finally {
    globalThis.arqauCatalogue = undefined
  }
}
