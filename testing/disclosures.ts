import { randomUUID } from 'node:crypto'
import { recordDisclosures } from '#domain/recipients/record-disclosures.ts'
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
