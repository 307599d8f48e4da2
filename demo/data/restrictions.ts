import { bankDay } from '#domain/bank-time.ts'
import type { Ctx } from '#domain/context.ts'
import { putRestriction } from '#domain/restrictions/put-restriction.ts'
import { reportReads } from '#domain/restrictions/report-reads.ts'
import type { DemoReceiver } from './system-keys.ts'
import { type DemoWorld, demoReference } from './world.ts'

const field = 'salary'
/** How many days ago Gulsim had the use of her income restricted, and when the law demanded it once. */
const [setDays, readDays] = [12, 9]
/** The systems that report, and how many days ago each told of the last day. */
const reporters: { system: DemoReceiver; lastDays: number }[] = [
  { system: 'core-banking', lastDays: 1 },
  { system: 'sms-gateway', lastDays: 1 },
  { system: 'analytics', lastDays: 4 },
]

/** Gulsim’s demand, as a branch passed it on. */
export const demoRestrictions = (world: DemoWorld) =>
  putRestriction(world.system('gulsim', world.daysAgo(setDays)), {
    ...{ field, reason: 'customer-demanded', allowed: ['court', 'law'] },
    evidence: 'BR-17/2026-118',
  })

/** What the systems have told of each day since. One of them has been silent for a few days. */
export async function demoReports(world: DemoWorld): Promise<void> {
  const law = { field, purpose: 'legal-duties', ground: 'law', count: 1, customer: demoReference('gulsim') }
  for (const { system, lastDays } of reporters)
    for (let days = setDays; days >= lastDays; days -= 1) {
      const day = bankDay(world.daysAgo(days))
      const reads = system === 'core-banking' && days === readDays ? [law] : []
      await reportReads(asSystem(world, system, days - 1), { day, reads })
    }
}

const asSystem = (world: DemoWorld, systemId: DemoReceiver, days: number): Ctx => ({
  ...world.system('gulsim', world.daysAgo(days)),
  actor: { kind: 'system', systemId, scopes: ['restrictions:report'] },
})
