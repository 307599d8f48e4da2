import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '#domain/testing/engines.ts'
import { connections, load, type Round } from './api-load.ts'
import { type ApiWorld, makeWorld } from './api-world.ts'
import { printTable, quantile, type Target } from './table.ts'

/**
 * `npm run bench:api`: what the machine API answers a second, beside a bare program that asks the same database, in
 * turns, on a Postgres of its own that keeps what it confirms. The result is printed, never a failure.
 * `npm run bench:api -- small` takes a minute; numbers of customers may be given too. The portal must be built.
 */
const asked = process.argv.slice(2)
const small = asked.includes('small')
const numbers = asked.map(Number).filter((count) => count > 0)
const sizes = numbers.length > 0 ? numbers : small ? [10_000] : [10_000, 1_000_000]
const rounds = small ? 3 : 7
const seconds = small ? 2 : 4
/** More than can be answered in a round. */
const enough = 16_000
const batch = 100
/** A round of writes is as long as its requests, so that none is asked twice. */
const writes = small ? 4000 : 8000
const settings = ['shared_buffers=1GB', 'max_wal_size=4GB', 'wal_compression=on']

const kinds = ['floorCheck', 'check', 'checkMany', 'floorWrite', 'decide'] as const
type Kind = (typeof kinds)[number]
const names: Record<Kind, string> = {
  floorCheck: 'floor: one select',
  check: 'check, one pair',
  checkMany: `check, ${batch} pairs`,
  floorWrite: 'floor: three rows in one statement',
  decide: 'decision',
}
interface Measured {
  customers: number
  rounds: Record<Kind, Round[]>
  /** Ways to the database and back that a decision takes. */
  trips: number
}

const folder = await mkdtemp(join(tmpdir(), 'arqau-bench-'))
await chmod(folder, 0o755)
const postgres = await startPostgres(join(folder, 'postgres'), settings)
try {
  const { length, 0: first } = cpus()
  console.log(`${length} cores (${first?.model.trim()}), Node ${process.versions.node}, Postgres 18`)
  console.log(
    `fsync and synchronous_commit on, ${settings.join(', ')}; no worker; ${connections} connections`,
  )
  const measured: Measured[] = []
  for (const customers of sizes) measured.push(await measure(customers))
  for (const one of measured) print(one)
  console.log()
  for (const { sentence, met } of targetsOf(measured))
    console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
} finally {
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(customers: number): Promise<Measured> {
  const began = performance.now()
  const world = await makeWorld(postgres.url, customers, new Date())
  console.log(`${count(customers)} customers loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const done: Measured['rounds'] = { floorCheck: [], check: [], checkMany: [], floorWrite: [], decide: [] }
  let trips = Number.POSITIVE_INFINITY
  try {
    for (const kind of kinds) await ask(world, kind)
    for (let round = 0; round < rounds; round++)
      for (const kind of kinds) {
        const before = await world.commits()
        done[kind].push(await ask(world, kind))
        if (kind === 'decide') trips = Math.min(trips, ((await world.commits()) - before) / writes)
      }
  } finally {
    await world.stop()
  }
  return { customers, rounds: done, trips }
}

async function ask({ askings, portal, floor, headers }: ApiWorld, kind: Kind): Promise<Round> {
  switch (kind) {
    case 'floorCheck':
      return load(floor.url, await askings.floorCheck(enough), { seconds })
    case 'check':
      return load(portal.url, await askings.check(enough, 1), { seconds, headers })
    case 'checkMany':
      return load(portal.url, await askings.check(enough / 10, batch), { seconds, headers })
    case 'floorWrite':
      return load(floor.url, await askings.floorWrite(writes), { seconds, once: true })
    case 'decide':
      return load(portal.url, await askings.decide(writes), { seconds, headers, once: true })
  }
}

const rateOf = (rounds: readonly Round[]) =>
  quantile(
    rounds.map(({ rate }) => rate),
    0.5,
  )
const p99Of = (rounds: readonly Round[]) =>
  quantile(
    rounds.map(({ p99 }) => p99),
    0.5,
  )

function print({ customers, rounds: done, trips }: Measured): void {
  const spread = (values: number[], digits: number) =>
    `${quantile(values, 0.5).toFixed(digits)} (${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`
  printTable(
    `${count(customers)} customers × 12 consents: median over ${rounds} rounds in turns (least–most)`,
    ['', 'requests/s', 'p99, ms'],
    kinds.map((kind) => [
      names[kind],
      spread(
        done[kind].map(({ rate }) => rate),
        0,
      ),
      spread(
        done[kind].map(({ p99 }) => p99),
        1,
      ),
    ]),
  )
  console.log(`\na decision commits ${trips.toFixed(2)} statements, its key's shared look-up among them`)
}

function targetsOf(measured: readonly Measured[]): Target[] {
  const targets = measured.flatMap(({ customers, rounds: done, trips }) => {
    const { floorCheck, check, checkMany, floorWrite, decide } = done
    const at = `at ${count(customers)}`
    return [
      atLeast(0.6, rateOf(check) / rateOf(floorCheck), `check, one pair, of the bare select ${at}`),
      atMost(2, p99Of(check) / p99Of(floorCheck), `its p99 of the bare select's ${at}`),
      atLeast(20, (rateOf(checkMany) * batch) / rateOf(check), `pairs a second with ${batch} a call ${at}`),
      atLeast(0.5, rateOf(decide) / rateOf(floorWrite), `decision, of the bare write ${at}`),
      { sentence: `two ways to the database for a decision ${at} (${trips.toFixed(2)})`, met: trips < 3 },
    ]
  })
  const [least, greatest] = [measured[0], measured.at(-1)]
  if (!least || !greatest || least === greatest) return targets
  const growth = (['check', 'checkMany', 'decide'] as const).map((kind) =>
    atLeast(
      0.9,
      rateOf(greatest.rounds[kind]) / rateOf(least.rounds[kind]),
      `${names[kind]} at ${count(greatest.customers)} of that at ${count(least.customers)}`,
    ),
  )
  return [...targets, ...growth]
}

const atLeast = (wanted: number, found: number, what: string): Target => ({
  sentence: `${what}: at least ${wanted}× (${found.toFixed(2)}×)`,
  met: found >= wanted,
})
const atMost = (wanted: number, found: number, what: string): Target => ({
  sentence: `${what}: at most ${wanted}× (${found.toFixed(2)}×)`,
  met: found <= wanted,
})

function count(number: number): string {
  return number.toLocaleString('en')
}
