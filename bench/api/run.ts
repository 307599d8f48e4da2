import { cpus, totalmem } from 'node:os'
import { Client } from 'pg'
import { startPostgres } from '#testing/postgres.ts'
import { connections, load, type Round } from './load.ts'
import { startPeer } from './peers.ts'
import { batch, grouped, type Kind, type Measured, printMeasured, targetsOf } from './report.ts'
import { makeWorld } from './world.ts'

/**
 * `npm run bench:api`: requests a second of the machine API, compared in turns with bare programs on the same database,
 * on a Postgres of its own that does not lose confirmed writes. The result is printed; it never fails.
 * `-- small` takes two minutes, `-- peers` also measures another consent backend (first `npm ci --prefix bench/peers`);
 * numbers of customers may be given too. The portal must be built.
 */
const asked = process.argv.slice(2)
const small = asked.includes('small')
const withPeers = asked.includes('peers')
const numbers = asked.map(Number).filter((count) => count > 0)
const sizes = numbers.length > 0 ? numbers : small ? [10_000] : [10_000, 1_000_000]
const rounds = 3
const seconds = 3
/** A round of writes ends with its requests, so that none is sent twice. */
const writes = small ? 4000 : 8000
/** A third of the machine's memory is for Postgres' buffers, which hold the data from the start. */
const settings = [
  `shared_buffers=${Math.round(totalmem() / 3 / 2 ** 20)}MB`,
  'max_wal_size=8GB',
  'checkpoint_timeout=15min',
  'max_connections=300',
]
/** The settings that decide whether a confirmed write survives a power cut. */
const durability = ['fsync', 'synchronous_commit', 'full_page_writes']

const postgres = await startPostgres(settings)
try {
  const { length, 0: first } = cpus()
  console.log(`${length} cores (${first?.model.trim()}), Node ${process.versions.node}, Postgres 18`)
  const kept = await settingsOf(postgres.url)
  console.log(`for all: ${kept}, ${settings.join(', ')}; ${connections} connections; no worker`)
  const prepared: Prepared[] = []
  for (const customers of sizes) prepared.push(await prepare(customers))
  const measured = await measure(prepared)
  measured.forEach(printMeasured)
  console.log()
  for (const { sentence, met } of targetsOf(measured))
    console.log(`${met ? '✓ met' : '✗ not met'}: ${sentence}`)
} finally {
  await postgres.stop()
}
process.exit(0)

/** What was loaded and started for one number of customers. */
interface Prepared {
  customers: number
  ways: ReadonlyMap<Kind, () => Promise<Round>>
  commits(): Promise<number>
  stop(): Promise<unknown>
}

async function prepare(customers: number): Promise<Prepared> {
  const began = performance.now()
  const { askings, portal, floor, headers, commits, stop } = await makeWorld(
    postgres.url,
    customers,
    new Date(),
  )
  const peers = withPeers
    ? await Promise.all([true, false].map((indexed) => startPeer(postgres.url, customers, indexed)))
    : []
  console.log(
    `${grouped(customers)} customers loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  const [ours, plain] = [{ seconds, headers }, { seconds }]
  const ways = new Map<Kind, () => Promise<Round>>([
    ['floorCheck', async () => load(floor.url, await askings.floorCheck(seconds * 10_000), plain)],
    ['check', () => load(portal.url, askings.check(seconds * 10_000, 1), ours)],
    ['checkMany', () => load(portal.url, askings.check(seconds * 1000, batch), ours)],
    ['floorRows', async () => load(floor.url, await askings.floorRows(writes), { seconds, once: true })],
    ['floorSmall', async () => load(floor.url, await askings.floorSmall(writes), { seconds, once: true })],
    ['decide', async () => load(portal.url, await askings.decide(writes), { ...ours, once: true })],
  ])
  const [indexed, bare] = peers
  if (indexed && bare)
    ways
      .set('peerCheck', () => load(indexed.url, indexed.check(seconds * 4000), plain))
      .set('peerCheckBare', () => load(bare.url, bare.check(seconds * 4000), plain))
      .set('peerWrite', () => load(indexed.url, indexed.write(seconds * 2000), plain))
      .set('peerWriteBare', () => load(bare.url, bare.write(seconds * 2000), plain))
  return { customers, ways, commits, stop: () => Promise.all([stop(), ...peers.map((peer) => peer.stop())]) }
}

/** Measures all numbers of customers in the same rounds, so that a slow minute of the machine affects all of them. */
async function measure(prepared: readonly Prepared[]): Promise<Measured[]> {
  const done = prepared.map(({ ways }) => new Map<Kind, Round[]>([...ways.keys()].map((kind) => [kind, []])))
  try {
    for (let round = 0; round <= rounds; round++)
      for (const kind of prepared.flatMap(({ ways }, at) => (at === 0 ? [...ways.keys()] : [])))
        for (const [at, { ways }] of prepared.entries()) {
          const one = await ways.get(kind)?.()
          if (one && round > 0) done[at]?.get(kind)?.push(one)
        }
    const before = await Promise.all(prepared.map(({ commits }) => commits()))
    for (const { ways } of prepared) await ways.get('decide')?.()
    const after = await Promise.all(prepared.map(({ commits }) => commits()))
    return prepared.map(({ customers }, at) => ({
      customers,
      rounds: done[at] ?? new Map(),
      statements: ((after[at] ?? 0) - (before[at] ?? 0)) / writes,
    }))
  } finally {
    await Promise.all(prepared.map(({ stop }) => stop()))
  }
}

/** The durability settings, as the server reports them. */
async function settingsOf(url: string): Promise<string> {
  const client = new Client({ connectionString: `${url}/postgres` })
  await client.connect()
  const { rows } = await client.query<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [durability],
  )
  await client.end()
  return rows.map(({ name, setting }) => `${name} ${setting}`).join(', ')
}
