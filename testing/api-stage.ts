import { count } from 'drizzle-orm'
import { expect } from 'vitest'
import { disclosures } from '#db/schema/recipients.ts'
import { publishPolicy } from '#domain/policies/publish-policy.ts'
import { catalogue } from '#policy/load.ts'
import { type Machine, type MachineAnswer, type MachineKey, startMachine } from './machine.ts'
import { testNow, type World } from './world.ts'

/** The machine API, a system's key with every permission, and a customer of whom disclosures are told. */
export interface ApiStage {
  machine: Machine
  key: MachineKey
  customer: { subject: string; reference: string }
  /** What its clock reads. */
  clock: { now: Date }
  /** A disclosure of the customer's data, and the body that tells it. */
  line(more?: object): object
  said(more?: object): { disclosures: object[] }
  /** Sends bytes as the body of disclosures. */
  post(raw: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<MachineAnswer>
  /** How many disclosures the database holds. */
  recorded(): Promise<number>
}

export const json = { 'content-type': 'application/json' }

export async function apiStage(world: World): Promise<ApiStage> {
  await publishPolicy(world.worker(), catalogue())
  const clock = { now: testNow }
  const customer = await world.customer(0)
  const machine = await startMachine(world, { now: () => clock.now })
  const key = await machine.issueKey()
  const line = (more: object = {}) => ({
    customer: customer.reference,
    recipient: 'unqaghaz',
    fields: ['phone'],
    disclosedAt: '2026-11-20T11:30:00+05:00',
    ...more,
  })
  return {
    machine,
    key,
    customer,
    clock,
    line,
    said: (more) => ({ disclosures: [line(more)] }),
    post: (raw, headers = json) => machine.call(key, 'POST', '/disclosures', { raw, headers }),
    recorded: async () => {
      const [row] = await world.db.select({ rows: count() }).from(disclosures)
      return row?.rows ?? 0
    },
  }
}

/** A refusal as the machine API words it. */
export const problem = (kind: string, status: number) =>
  expect.objectContaining({ type: `urn:arqau:problem:${kind}`, status })
